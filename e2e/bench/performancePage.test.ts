import { expect, it } from 'vitest';
import { type Results, savedResults, unknownNames } from './latest.ts';
import { comparedWith, pageText, tableOf, withTable } from './performancePage.ts';
import { FIGURE_NAMES, FIGURES, type FigureName, reaches } from './targets.ts';

it('docs/performance.md has the figures of docs/bench/latest.json (npm run bench -- --table)', () => {
  expect(pageText()).toMatch(/<!-- figures: npm run bench -- --table -->/);
  expect(pageText()).toMatch(/<!-- limits: npm run bench -- --table -->/);
  expect(pageText()).toBe(withTable(pageText(), savedResults()));
});

it('docs/bench/latest.json has figures of the bench only', () => {
  expect(unknownNames()).toEqual([]);
});

it('docs/performance.md is short', () => {
  expect(pageText().trimEnd().split('\n').length).toBeLessThanOrEqual(120);
});

it('every table row has the figure, its limits and its source', () => {
  const machine = '2 × Test';
  const results: Results = new Map<FigureName, { value: number; machine: string; date: string }>([
    ['receiving1', { value: 0.856, machine, date: '2026-11-26' }],
  ]);
  const rows = tableOf(results).split('\n');
  expect(rows).toContain(
    '| `receiving` | 1 packet per frame | aim: at least 0.97× bare WebSocket | 0.86× bare WebSocket | A | 2026-11-26 |',
  );
  expect(rows).toContain(`- A: ${machine}`);
  expect(rows.filter((row) => row.startsWith('| `'))).toHaveLength(FIGURE_NAMES.length);
});

it('a ratio to another program has the version and its year', () => {
  const machine = '2 × Test, Node 20.20, Chromium 156, Mosquitto 2.0.11, TShark 4.0.17';
  expect(comparedWith('× Mosquitto’s WebSocket', machine)).toBe(' (2.0.11, 2021)');
  expect(comparedWith('× `tshark -T ek`', machine)).toBe(' (4.0.17, 2024)');
  expect(comparedWith('× mqtt.js', machine)).toBe('');
  expect(tableOf(savedResults())).not.toContain('unknown');
});

it('no target is stricter than its aim', () => {
  const stricter = FIGURE_NAMES.filter((name) => {
    const { aim, target } = FIGURES[name];
    return aim !== undefined && !reaches(FIGURES[name], aim, target);
  });
  expect(stricter).toEqual([]);
});

it('an aim without a target names its limit', () => {
  const unnamed = FIGURE_NAMES.filter((name) => {
    const { aim, target, limitedBy } = FIGURES[name];
    return aim !== undefined && target === undefined && limitedBy === undefined;
  });
  expect(unnamed).toEqual([]);
});

it('the saved figures reach their targets', () => {
  const missed = [...savedResults()].filter(
    ([name, { value }]) => !reaches(FIGURES[name], value, FIGURES[name].target),
  );
  expect(missed).toEqual([]);
});

it('NaN reaches no target', () => {
  expect(reaches(FIGURES.burst, Number.NaN, 1)).toBe(false);
  expect(reaches(FIGURES.receiving50, Number.NaN, 0)).toBe(false);
});
