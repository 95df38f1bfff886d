/** The small chart of a number as points of its image. */
import type { Trend } from '../../../engine/devices/trend.ts';

export const WIDTH = 100;
export const HEIGHT = 16;

/** Points of a trend. A single or constant value is a line in the middle. */
export function trendPoints({ times, values }: Trend): string {
  const [start = 0, end = 0] = [times[0], times.at(-1)];
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  if (times.length < 2) return `0,${HEIGHT / 2} ${WIDTH},${HEIGHT / 2}`;
  return values
    .map((value, at) => {
      const x = (((times[at] ?? start) - start) / Math.max(end - start, 1)) * WIDTH;
      const y = range === 0 ? HEIGHT / 2 : HEIGHT - 1 - ((value - least) / range) * (HEIGHT - 2);
      return `${Number(x.toFixed(1))},${Number(y.toFixed(1))}`;
    })
    .join(' ');
}
