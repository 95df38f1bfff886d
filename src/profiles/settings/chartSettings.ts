/** The charts of a connection, saved with its profile. */
import type { Alert } from '../../payload/alerts/alert.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import type { Axis, DrawnAs } from './chartLimits.ts';

/** A charted value of a topic. */
export interface ChartedLine {
  readonly topic: string;
  readonly path: ValuePath;
  readonly axis: Axis;
  readonly drawn: DrawnAs;
  /** Index of the colour, from 0. */
  readonly colour: number;
  /** Listed but not drawn. */
  readonly hidden?: boolean;
}

/** A line at a value that should not be crossed. */
export interface Threshold {
  readonly axis: Axis;
  readonly value: number;
}

export interface ChartSettings {
  readonly lines: readonly ChartedLine[];
  readonly thresholds: readonly Threshold[];
  readonly alerts?: readonly Alert[];
  /** Visible seconds up to the newest point; 0 for all. */
  readonly span: number;
}

export const NO_CHARTS: ChartSettings = { lines: [], thresholds: [], span: 900 };

export const hasCharts = ({ lines, thresholds, alerts = [] }: ChartSettings): boolean =>
  lines.length + thresholds.length + alerts.length > 0;
