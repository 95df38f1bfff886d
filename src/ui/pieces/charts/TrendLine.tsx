import { memo } from 'react';
import { classes } from '#kit';
import type { Trend } from '../../../engine/devices/trend.ts';
import { HEIGHT, trendPath, WIDTH } from './trendPath.ts';

interface TrendLineProps {
  readonly trend: Trend;
  /** Height and colour. */
  readonly className?: string;
}

/** Trend of a number over time. */
export const TrendLine = memo(
  function TrendLine({ trend, className = 'h-4 text-fg-2' }: TrendLineProps) {
    return (
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
        className={classes('min-w-0 flex-1', className)}
      >
        <path
          d={trendPath(trend)}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5}
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    );
  },
  ({ trend: a }, { trend: b }) =>
    a.times.length === b.times.length &&
    a.times[0] === b.times[0] &&
    a.times.at(-1) === b.times.at(-1),
);
