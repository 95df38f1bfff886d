import { memo } from 'react';
import type { Trend } from '../../../engine/devices/trend.ts';

const WIDTH = 100;
const HEIGHT = 16;

/** The last values of a number, by their times. */
export const TrendLine = memo(
  function TrendLine({ trend }: { trend: Trend }) {
    return (
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
        className="h-4 w-full text-fg-2"
      >
        <polyline
          points={trendPoints(trend)}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.25}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    );
  },
  ({ trend: a }, { trend: b }) =>
    a.times.length === b.times.length && a.times.at(-1) === b.times.at(-1),
);

/** Of one value, or one that does not change, a line in the middle. */
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
