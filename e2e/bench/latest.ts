/** Reads and writes `docs/bench/latest.json`: the newest value of each figure, with date and machine. */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, type } from 'node:os';
import path from 'node:path';
import { at, readJson } from '../../build/json.ts';
import { ROOT } from '../run/step.ts';
import { FIGURE_NAMES, type FigureName, isFigure } from './targets.ts';

const FILE = path.join(ROOT, 'docs/bench/latest.json');

interface Result {
  readonly value: number;
  readonly machine: string;
  /** `2026-11-26` */
  readonly date: string;
}

export type Results = ReadonlyMap<FigureName, Result>;

/** The machine's load before the bench. */
const isBusy = (loadavg()[0] ?? 0) >= 1;

/** @param programs of the run, such as `Chromium 156` */
function machineOf(programs: readonly string[]): string {
  const model = cpus()[0]?.model.replaceAll('(R)', '') ?? 'unknown processor';
  const [major, minor] = release().split('.');
  const node = process.versions.node.split('.').slice(0, 2).join('.');
  const busy = isBusy ? '; other programs were running' : '';
  const all = [
    `${cpus().length} × ${model}`,
    `${type()} ${major}.${minor}`,
    `Node ${node}`,
    ...programs,
  ];
  return `${all.join(', ')}${busy}`;
}

/** Reads the file of results, without entries that are not figures of the bench. */
export function savedResults(): Results {
  const found = new Map<FigureName, Result>();
  const saved = readJson(FILE);
  for (const name of FIGURE_NAMES) {
    const entry = at(saved, name);
    const [value, machine, date] = [at(entry, 'value'), at(entry, 'machine'), at(entry, 'date')];
    if (typeof value === 'number' && typeof machine === 'string' && typeof date === 'string') {
      found.set(name, { value, machine, date });
    }
  }
  return found;
}

/** Replaces the figures of this run; the others keep their date and machine. */
export function saveResults(
  measured: ReadonlyMap<FigureName, number>,
  programs: readonly string[],
): void {
  const results = new Map(savedResults());
  const machine = machineOf(programs);
  const date = new Date().toISOString().slice(0, 10);
  for (const [name, value] of measured) {
    if (Number.isNaN(value)) continue;
    results.set(name, { value: Number(value.toPrecision(4)), machine, date });
  }
  const ordered = FIGURE_NAMES.flatMap((name) => {
    const result = results.get(name);
    return result === undefined ? [] : [[name, result] as const];
  });
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(ordered), undefined, 2)}\n`);
}

/** Names in the file that are not figures of the bench. */
export function unknownNames(): readonly string[] {
  const saved = readJson(FILE);
  const names = typeof saved === 'object' && saved !== null ? Object.keys(saved) : [];
  return names.filter((name) => !isFigure(name));
}
