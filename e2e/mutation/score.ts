/** Prints the score of a mutation run and its survivors. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../run/step.ts';

interface Mutant {
  readonly fileName: string;
  readonly status: string;
  readonly replacement: string;
  readonly location: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

const FOUND: ReadonlySet<string> = new Set(['Killed', 'Timeout']);
const MISSED: ReadonlySet<string> = new Set(['Survived', 'NoCoverage']);

/** 95 % interval of a share, by Wilson's method. */
function interval(found: number, all: number): readonly [number, number] {
  const z = 1.96;
  const share = found / all;
  const middle = (share + (z * z) / (2 * all)) / (1 + (z * z) / all);
  const root = Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  const half = (z * root) / (1 + (z * z) / all);
  return [middle - half, middle + half];
}

const percent = (share: number): string => (100 * share).toFixed(0);

/** Formats a survivor on one line: its place, the original code, and the replacement. */
function described({ fileName, status, replacement, location }: Mutant): string {
  const { start, end } = location;
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  const [first = ''] = lines;
  const original = first.slice(start.column - 1, lines.length > 1 ? undefined : end.column - 1);
  const place = `${path.relative(ROOT, fileName)}:${start.line}`;
  const uncovered = status === 'NoCoverage' ? ' (not covered)' : '';
  return `${place}  ${original} → ${replacement.replaceAll(/\s+/g, ' ')}${uncovered}`;
}

export function printScore(mutants: readonly Mutant[]): void {
  const found = mutants.filter(({ status }) => FOUND.has(status)).length;
  const missed = mutants.filter(({ status }) => MISSED.has(status));
  const all = found + missed.length;
  for (const mutant of missed) console.log(described(mutant));
  const [low, high] = interval(found, all);
  console.log(
    `${found} of ${all} changes were noticed: ${percent(found / all)} % (95 % interval: ${percent(low)} to ${percent(high)} %)`,
  );
}
