/** The small chart of a number as the path of its image. */
import type { Trend } from '../../../engine/devices/trend.ts';

export const WIDTH = 100;
export const HEIGHT = 16;

/** The line of a trend, with a gap where the connection was away. A single or constant value is in the middle. */
export function trendPath({ times, values, breaks = [] }: Trend): string {
  const [start = 0, end = 0] = [times[0], times.at(-1)];
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  if (times.length < 2) return `M0,${HEIGHT / 2}H${WIDTH}`;
  const begins = new Set([0, ...breaks]);
  return values
    .map((value, at) => {
      const x = (((times[at] ?? start) - start) / Math.max(end - start, 1)) * WIDTH;
      const y = range === 0 ? HEIGHT / 2 : HEIGHT - 1 - ((value - least) / range) * (HEIGHT - 2);
      const place = `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
      if (!begins.has(at)) return `L${place}`;
      // A value between two gaps has no line: its dot is drawn by the round end of an empty one.
      return `M${place}${begins.has(at + 1) || at === values.length - 1 ? 'h0' : ''}`;
    })
    .join('');
}
