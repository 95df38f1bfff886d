import { expect, test } from 'vitest';
import { fitting, grouped } from './paletteOrder.ts';

const named = (...labels: readonly string[]) =>
  labels.map((label, at) => ({ id: `id-${at}`, label, run: () => undefined }));
const labels = (actions: ReturnType<typeof fitting>['above']) => actions.map(({ label }) => label);

test('matching commands are first, the best on top', () => {
  const { above, below } = fitting(
    named('Collapse all topics', 'Stop it, copies', 'Topics'),
    'topics',
  );
  expect(labels(above)).toEqual(['Topics', 'Collapse all topics']);
  // The label contains the letters in order, but not the word.
  expect(labels(below)).toEqual(['Stop it, copies']);
});

test('without text, recent commands come first, then by group, each command once', () => {
  const [desk, save, theme] = named('Go to Watch', 'Save', 'Dark');
  if (!desk || !save || !theme) throw new Error('there are three');
  const all = [theme, { ...save, group: 'tab' as const }, { ...desk, group: 'go' as const }];
  const shown = (recent: readonly string[]) =>
    grouped(all, recent).map(({ group, actions }) => [group, ...labels(actions)]);
  expect(shown([])).toEqual([
    ['go', 'Go to Watch'],
    ['tab', 'Save'],
    ['app', 'Dark'],
  ]);
  expect(shown(['gone', theme.id])).toEqual([
    ['recent', 'Dark'],
    ['go', 'Go to Watch'],
    ['tab', 'Save'],
  ]);
});
