/** A charted value of a topic, and the messages between views and engine about its points. */
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import type { Intervals } from '../topics/tree/pace.ts';

/** The value at a path in each message of a topic. */
export interface ChartedValue {
  readonly topic: string;
  readonly path: ValuePath;
}

/** Maximum points of a value: the oldest are dropped and counted. */
export const MOST_POINTS = 100_000;

/** µs since the capture's origin; both ends are included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface SeriesRequest {
  /** `last`: that many µs up to the newest point; undefined: everything. */
  readonly span: Span | { readonly last: number } | undefined;
  /** Number of equal columns in the span. Each column yields its extremes and its first and last point. */
  readonly columns: number;
  /** The same for an overview of everything. */
  readonly overview?: number;
}

/** Points by time; all arrays have equal length. */
export interface PointArrays {
  /** µs since the capture's origin. */
  readonly times: Float64Array;
  /** For states: index of the name. */
  readonly values: Float64Array;
  /** Numbers of their packets. */
  readonly packets: Float64Array;
}

/** Statistics of the points in a span. */
export interface SeriesStatistics {
  readonly count: number;
  /** Only for numbers; undefined if there are none. */
  readonly min: number | undefined;
  readonly mean: number | undefined;
  readonly max: number | undefined;
  /** From the first to the last point. */
  readonly change: number | undefined;
  /** Number of points that differ from the previous one. */
  readonly changes: number;
  /** Between the points; undefined if there are too few. */
  readonly intervals: Intervals | undefined;
  /** Time of the last point, µs since the capture's origin. */
  readonly newest: number | undefined;
}

/** A text where others are numbers. */
export interface TextMark {
  /** µs since the capture's origin. */
  readonly time: number;
  readonly text: string;
  readonly packet: number;
}

export interface SeriesLine extends ChartedValue {
  /** Texts are states if there was never a number. */
  readonly kind: 'numbers' | 'states';
  /** Names of the states. */
  readonly names: readonly string[];
  /** Includes the point before and the point after the span. */
  readonly points: PointArrays;
  /** Between two points where the connection was away for a time, in the span and at its edges: the line breaks. */
  readonly gaps: readonly Span[];
  /** Times in the span without a connection, as far as both ends were seen. */
  readonly away: readonly Span[];
  /** Newest texts among numbers in the span, oldest first. */
  readonly marks?: readonly TextMark[];
  readonly overview?: PointArrays;
  /** Gaps of the overview. */
  readonly allGaps?: readonly Span[];
  readonly statistics: SeriesStatistics;
  /** The newest point. */
  readonly last:
    | { readonly value: number; readonly time: number; readonly packet: number }
    | undefined;
  /** Number of stored points, and of points dropped because of the limit. */
  readonly held: number;
  readonly dropped: number;
  /** Number of messages without this value, or with a text instead of a number. */
  readonly without: number;
  /** Earlier messages are still being read. */
  readonly isReading: boolean;
}

export interface SeriesReply {
  readonly span: Span;
  /** From the first point to the last; undefined: there are none. */
  readonly whole: Span | undefined;
  readonly series: readonly SeriesLine[];
}
