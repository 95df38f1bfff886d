/** Keyboard position among the points of plots, and its moves. */
import { nearestRow, steppedRow } from './plot/aligned.ts';
import type { PlotPoint } from './plot/plotSetup.ts';
import type { Parts } from './points.ts';

export type PartName = keyof Parts;

/** A point of one of the plots. */
export interface KeyPoint extends PlotPoint {
  readonly part: PartName;
}

/** The newest point of the first line. */
export function firstPoint(parts: Parts): KeyPoint | undefined {
  const part: PartName = parts.numbers === undefined ? 'states' : 'numbers';
  const column = parts[part]?.content.rows.values[0];
  const row = column && nearestRow(column, column.length - 1);
  return row === undefined ? undefined : { part, line: 0, row };
}

export function stepped(parts: Parts, from: KeyPoint, steps: number): KeyPoint | undefined {
  const column = parts[from.part]?.content.rows.values[from.line];
  const near = column && nearestRow(column, Math.min(from.row, column.length - 1));
  if (column === undefined || near === undefined) return undefined;
  const row = steps === 0 ? near : steppedRow(column, near, steps);
  return row === undefined ? undefined : { ...from, row };
}

/** The point of the next line at about the same time. */
export function otherLine(parts: Parts, from: KeyPoint, step: 1 | -1): KeyPoint | undefined {
  const all = (['numbers', 'states'] as const).flatMap((part) =>
    (parts[part]?.lines ?? []).map((_, line) => ({ part, line })),
  );
  const at = all.findIndex(({ part, line }) => part === from.part && line === from.line);
  const next = all[(at + step + all.length) % all.length];
  const time = parts[from.part]?.content.rows.times[from.row];
  const rows = next && parts[next.part]?.content.rows;
  const column = next && rows?.values[next.line];
  if (next === undefined || rows === undefined || column === undefined || time === undefined)
    return undefined;
  const place = rows.times.findIndex((one) => one >= time);
  const row = nearestRow(column, place < 0 ? column.length - 1 : place);
  return row === undefined ? undefined : { ...next, row };
}
