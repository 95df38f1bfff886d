/** Reduces points to the screen resolution without losing extremes. */
import { firstAfter, firstFrom } from '../../base/sorted.ts';
import type { PointArrays, Span } from './chartedValue.ts';
import type { PointColumns } from './points.ts';

/** Points per column: first, minimum, maximum, last. */
const OF_A_COLUMN = 4;

/**
 * Reduces the points of a span, either numbers or states. Each column keeps its first, minimum, maximum and
 * last point, which draws the same line. The nearest points outside are added, so that the line continues to
 * the edge. Columns start at multiples of their width, so that nothing flickers while the span moves.
 */
export function reducedPoints(
  points: PointColumns,
  areNames: boolean,
  span: Span,
  columns: number,
): PointArrays {
  const wanted = areNames ? 1 : 0;
  const { times, values, named } = points;
  const start = firstFrom(times, span.from);
  const end = firstAfter(times, span.to);
  const chosen: number[] = [];
  const before = nearest(named, wanted, start - 1, -1);
  if (before !== undefined) chosen.push(before);
  if (end - start <= columns * OF_A_COLUMN) {
    for (let at = start; at < end; at += 1) if (named[at] === wanted) chosen.push(at);
  } else {
    const width = (span.to - span.from) / columns;
    let at = start;
    while (at < end) {
      const column = Math.floor((times[at] ?? 0) / width);
      let first = -1;
      let last = -1;
      let least = -1;
      let greatest = -1;
      for (; at < end && Math.floor((times[at] ?? 0) / width) === column; at += 1) {
        if (named[at] !== wanted) continue;
        const value = values[at] ?? 0;
        if (first < 0) first = least = greatest = at;
        else if (value < (values[least] ?? 0)) least = at;
        else if (value > (values[greatest] ?? 0)) greatest = at;
        last = at;
      }
      if (first >= 0) pushEach(chosen, first, least, greatest, last);
    }
  }
  const after = nearest(named, wanted, end, 1);
  if (after !== undefined) chosen.push(after);
  return arraysOf(points, chosen);
}

/** Adds each index once, by time. */
function pushEach(chosen: number[], first: number, least: number, greatest: number, last: number) {
  chosen.push(first);
  const [one, other] = least < greatest ? [least, greatest] : [greatest, least];
  if (one > first && one < last) chosen.push(one);
  if (other > one && other > first && other < last) chosen.push(other);
  if (last > first) chosen.push(last);
}

function nearest(named: Uint8Array, wanted: number, from: number, step: 1 | -1) {
  for (let at = from; at >= 0 && at < named.length; at += step) if (named[at] === wanted) return at;
  return undefined;
}

function arraysOf(
  { times, values, packets }: PointColumns,
  chosen: readonly number[],
): PointArrays {
  const pick = (column: Float64Array) => Float64Array.from(chosen, (at) => column[at] ?? 0);
  return { times: pick(times), values: pick(values), packets: pick(packets) };
}
