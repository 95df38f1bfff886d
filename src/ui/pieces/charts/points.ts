/** Hovered or selected points. */
import type { PlotParts } from './contents.ts';
import { type ShownLine, valueText } from './shownLine.ts';

/** A point of a line. */
export interface ChartPoint {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  /** ms since 1970. */
  readonly at: number;
  readonly packet: number;
}

/** Values of the lines at the cursor, by line id. */
export interface AtCursor {
  /** ms since 1970. */
  readonly at: number;
  readonly values: ReadonlyMap<string, string>;
}

export interface Parts {
  readonly numbers: PlotParts | undefined;
  readonly states: PlotParts | undefined;
}

/** Undefined if there is no point. */
export function pointAt(
  { lines, content }: PlotParts,
  line: number,
  row: number,
): ChartPoint | undefined {
  const shown = lines[line];
  const value = shownValue(content, lines, line, row);
  const at = content.rows.times[row];
  const packet = content.rows.packets[line]?.[row];
  if (shown === undefined || value === undefined || at === undefined || packet === undefined)
    return undefined;
  return { id: shown.id, name: shown.name, value, at, packet };
}

function shownValue(
  { rows }: PlotParts['content'],
  lines: readonly ShownLine[],
  at: number,
  row: number,
): string | undefined {
  const line = lines[at]?.line;
  const drawn = rows.values[at]?.[row];
  if (line === undefined || drawn === undefined) return undefined;
  // The row of a line is above the rows of the lines before it.
  const below = lines.slice(0, at).reduce((sum, one) => sum + (one.line?.names.length ?? 0), 0);
  return valueText(line, line.kind === 'states' ? drawn - below : drawn);
}

/** @param rows the nearest row of each line */
export function cursorValues(
  parts: PlotParts,
  rows: readonly (number | undefined)[],
): readonly ChartPoint[] {
  return rows.flatMap((row, line) => {
    const point = row === undefined ? undefined : pointAt(parts, line, row);
    return point === undefined ? [] : [point];
  });
}
