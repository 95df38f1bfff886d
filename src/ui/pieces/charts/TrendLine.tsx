import { memo } from 'react';
import type { Trend } from '../../../engine/devices/trend.ts';
import { HEIGHT, trendPoints, WIDTH } from './trendPoints.ts';

/** Trend of a number over time. */
export const TrendLine = memo(
  function TrendLine({ trend }: { trend: Trend }) {
    return (
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
        className="h-4 min-w-0 flex-1 text-fg-2"
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
