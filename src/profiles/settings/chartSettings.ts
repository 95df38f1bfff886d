/** The charts of a connection, saved with its profile. */
import { type Alert, alertKey, MOST_ALERTS } from '../../payload/alerts/alert.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import { type Axis, type AxisChoice, type DrawnAs, MOST_CHARTED } from './chartLimits.ts';
import { rebased } from './rebased.ts';

/** A charted value of a topic. */
export interface ChartedLine {
  readonly topic: string;
  readonly path: ValuePath;
  readonly axis: AxisChoice;
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

const lineKey = ({ topic, path }: ChartedLine): string => JSON.stringify([topic, path]);
const thresholdKey = ({ axis, value }: Threshold): string => `${axis} ${value}`;

/** Applies a change to stored charts, which another tab may have changed. Above a limit, its items go first. */
export function rebasedCharts(
  stored: ChartSettings,
  before: ChartSettings,
  after: ChartSettings,
): ChartSettings {
  const alerts = rebased(stored.alerts ?? [], before.alerts ?? [], after.alerts ?? [], alertKey);
  return {
    lines: rebased(stored.lines, before.lines, after.lines, lineKey).slice(0, MOST_CHARTED.lines),
    thresholds: rebased(stored.thresholds, before.thresholds, after.thresholds, thresholdKey).slice(
      0,
      MOST_CHARTED.thresholds,
    ),
    ...(alerts.length > 0 && { alerts: alerts.slice(0, MOST_ALERTS) }),
    span: before.span === after.span ? stored.span : after.span,
  };
}
