/** What a person charts of a connection, kept with its profile. */
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import type { Axis, DrawnAs } from './chartLimits.ts';

/** A value of a topic. */
export interface ChartedLine {
  readonly topic: string;
  readonly path: ValuePath;
  readonly axis: Axis;
  readonly drawn: DrawnAs;
  /** One of so many colours, from 0. */
  readonly colour: number;
  /** It stays in the list, and is not drawn. */
  readonly hidden?: boolean;
}

/** A line at a value that is not to be passed. */
export interface Threshold {
  readonly axis: Axis;
  readonly value: number;
}

export interface ChartSettings {
  readonly lines: readonly ChartedLine[];
  readonly thresholds: readonly Threshold[];
  /** Seconds up to the newest that are shown; 0: all. */
  readonly span: number;
}

export const NO_CHARTS: ChartSettings = { lines: [], thresholds: [], span: 900 };

export const hasCharts = ({ lines, thresholds }: ChartSettings): boolean =>
  lines.length + thresholds.length > 0;
