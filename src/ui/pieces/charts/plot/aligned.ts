/** Points of several lines as a table with a row per time, as input of a plot. */
import type { PointArrays } from '../../../../engine/series/chartedValue.ts';

type Column = (number | undefined)[];

export interface Aligned {
  /** Ascending. */
  readonly times: number[];
  /** Values of each line. Undefined if a line has no point at that time. */
  readonly values: readonly Column[];
  /** The packets that brought them. */
  readonly packets: readonly Column[];
}

/**
 * @param placeOf converts a time (µs since the capture's origin) to a position in the plot
 * @param raised offset added to the values of a line
 */
export function aligned(
  lines: readonly PointArrays[],
  placeOf: (time: number) => number,
  raised: readonly number[] = [],
): Aligned {
  const places = lines.map(() => 0);
  const times: number[] = [];
  const values = lines.map((): Column => []);
  const packets = lines.map((): Column => []);
  for (;;) {
    let next = Number.POSITIVE_INFINITY;
    for (const [at, line] of lines.entries()) {
      next = Math.min(next, line.times[places[at] ?? 0] ?? Number.POSITIVE_INFINITY);
    }
    if (next === Number.POSITIVE_INFINITY) return { times, values, packets };
    times.push(placeOf(next));
    for (const [at, line] of lines.entries()) {
      const place = places[at] ?? 0;
      const isThere = line.times[place] === next;
      values[at]?.push(isThere ? (line.values[place] ?? 0) + (raised[at] ?? 0) : undefined);
      packets[at]?.push(isThere ? line.packets[place] : undefined);
      if (isThere) places[at] = place + 1;
    }
  }
}

/** The row of a line's nearest point, starting at a row. */
export function nearestRow(column: Column, from: number): number | undefined {
  for (let far = 0; far < column.length; far += 1) {
    if (column[from - far] !== undefined) return from - far;
    if (column[from + far] !== undefined) return from + far;
  }
  return undefined;
}

/** The row of the next or previous point of a line. At the end, the last point. */
export function steppedRow(column: Column, from: number, steps: number): number | undefined {
  const step = Math.sign(steps);
  let found = column[from] === undefined ? undefined : from;
  let left = Math.abs(steps);
  for (let at = from + step; left > 0 && at >= 0 && at < column.length; at += step) {
    if (column[at] === undefined) continue;
    found = at;
    left -= 1;
  }
  return found;
}
