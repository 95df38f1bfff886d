/** Points of several lines as one table with a row for each time: what a plot draws. */
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
 * @param placeOf of a time (µs since the capture's origin) in the plot
 * @param raised what is added to the values of a line
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

/** The row of the nearest point of a line, from a row on. */
export function nearestRow(column: Column, from: number): number | undefined {
  for (let far = 0; far < column.length; far += 1) {
    if (column[from - far] !== undefined) return from - far;
    if (column[from + far] !== undefined) return from + far;
  }
  return undefined;
}

/** The row of the point of a line that follows, or is before it; the last one there is, at the end. */
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
