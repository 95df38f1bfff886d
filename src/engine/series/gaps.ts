/** Finds gaps in a series: intervals without a point that are much longer than the usual ones. */

import { firstAfter, firstFrom } from '../../base/sorted.ts';
import type { Span } from './chartedValue.ts';

/** An interval longer than this many usual ones is a gap. */
const MISSED = 3;
/** Intervals on each side that determine the usual one. */
const NEIGHBOURS = 8;
/** Fewest intervals that determine it. */
const ENOUGH = 4;
/** µs; shorter delays are common in networks. */
const SHORTEST = 1_000_000;

/**
 * Indices of the points after a gap, in a span and at its edges.
 * @param columns as for `reducedPoints`: a gap within a column would not be visible
 */
export function gapEnds(times: Float64Array, span: Span, columns: number): readonly number[] {
  const shortest = Math.max(SHORTEST, (span.to - span.from) / columns);
  const end = Math.min(firstAfter(times, span.to) + 1, times.length);
  const found: number[] = [];
  for (let at = Math.max(1, firstFrom(times, span.from)); at < end; at += 1) {
    const interval = intervalTo(times, at);
    if (interval > shortest && interval > MISSED * usualAround(times, at)) found.push(at);
  }
  return found;
}

const intervalTo = (times: Float64Array, at: number): number =>
  (times[at] ?? 0) - (times[at - 1] ?? 0);

/**
 * The pace before and after an interval may differ, so the slower one counts. The upper quartile allows for
 * points that come in groups.
 */
function usualAround(times: Float64Array, at: number): number {
  const before = intervals(times, Math.max(1, at - NEIGHBOURS), at);
  const after = intervals(times, at + 1, Math.min(times.length, at + 1 + NEIGHBOURS));
  if (before.length + after.length < ENOUGH) return Number.POSITIVE_INFINITY;
  return Math.max(upperQuartile(before), upperQuartile(after));
}

function intervals(times: Float64Array, from: number, to: number): Float64Array {
  return Float64Array.from({ length: Math.max(0, to - from) }, (_, at) =>
    intervalTo(times, from + at),
  );
}

const upperQuartile = (all: Float64Array): number =>
  all.sort()[Math.floor((all.length * 3) / 4)] ?? 0;
