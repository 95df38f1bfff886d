/** Computes statistics of the points in a span. */

import { firstAfter, firstFrom } from '../../base/sorted.ts';
import { PACED } from '../topics/tree/pace.ts';
import type { SeriesStatistics, Span } from './chartedValue.ts';
import type { PointColumns } from './points.ts';

/** @param areNames the points are states, without minimum and maximum */
export function statisticsOf(
  { times, values, named }: PointColumns,
  areNames: boolean,
  span: Span,
): SeriesStatistics {
  const wanted = areNames ? 1 : 0;
  const end = firstAfter(times, span.to);
  let count = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let mean = 0;
  let changes = 0;
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  let [firstTime, firstValue, lastTime, lastValue] = [0, 0, 0, 0];
  for (let at = firstFrom(times, span.from); at < end; at += 1) {
    if (named[at] !== wanted) continue;
    const value = values[at] ?? 0;
    const time = times[at] ?? 0;
    count += 1;
    if (value < min) min = value;
    if (value > max) max = value;
    // Avoids a sum, which may overflow.
    mean += value / count - mean / count;
    if (count === 1) {
      firstTime = time;
      firstValue = value;
    } else {
      if (value !== lastValue) changes += 1;
      const gap = time - lastTime;
      if (gap < shortest) shortest = gap;
      if (gap > longest) longest = gap;
    }
    lastTime = time;
    lastValue = value;
  }
  const isNumber = count > 0 && !areNames;
  const lasted = lastTime - firstTime;
  const intervals = count - 1;
  return {
    count,
    min: isNumber ? min : undefined,
    mean: isNumber ? mean : undefined,
    max: isNumber ? max : undefined,
    change: isNumber && intervals > 0 ? lastValue - firstValue : undefined,
    changes,
    intervals:
      count < PACED ? undefined : { least: shortest, most: longest, mean: lasted / intervals },
    newest: count > 0 ? lastTime : undefined,
  };
}
