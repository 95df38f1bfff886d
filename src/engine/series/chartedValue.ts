/** A value of a topic that is charted, and what views ask and are told of its points. */
import type { ValuePath } from '../../payload/tree/valueTree.ts';

/** The value at a path of every message of a topic. */
export interface ChartedValue {
  readonly topic: string;
  readonly path: ValuePath;
}

/** Of a value: beyond, the oldest are dropped, and counted. */
export const MOST_POINTS = 100_000;

/** µs since the capture's origin; both ends belong to it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface SeriesRequest {
  /** `last`: so many µs up to the newest; undefined: all there is. */
  readonly span: Span | { readonly last: number } | undefined;
  /** Of equal length, into which the span is cut: of each its extremes are told, and both ends. */
  readonly columns: number;
  /** The same of all there is, where an overview is shown. */
  readonly overview?: number;
}

/** Points by time; of the same length. */
export interface PointArrays {
  /** µs since the capture's origin. */
  readonly times: Float64Array;
  /** Of states: which of the names. */
  readonly values: Float64Array;
  /** Numbers of the packets that brought them. */
  readonly packets: Float64Array;
}

/** Of the points within a span. */
export interface SeriesStatistics {
  readonly count: number;
  /** Of numbers; undefined where there is none. */
  readonly min: number | undefined;
  readonly mean: number | undefined;
  readonly max: number | undefined;
  /** From the first to the last. */
  readonly change: number | undefined;
  /** Points that differ from the one before. */
  readonly changes: number;
  /** Points a second. */
  readonly rate: number | undefined;
  /** µs between two points: on average, and at most. */
  readonly interval: number | undefined;
  readonly longest: number | undefined;
}

export interface SeriesLine extends ChartedValue {
  /** Texts are states where no number ever came. */
  readonly kind: 'numbers' | 'states';
  /** Of the states. */
  readonly names: readonly string[];
  /** With the point before the span, and the one behind it. */
  readonly points: PointArrays;
  readonly overview?: PointArrays;
  readonly statistics: SeriesStatistics;
  /** The newest of all. */
  readonly last:
    | { readonly value: number; readonly time: number; readonly packet: number }
    | undefined;
  /** Points that are held, and such that were dropped because there were more. */
  readonly held: number;
  readonly dropped: number;
  /** Messages of the topic that have no such value there, or a text where the others have a number. */
  readonly without: number;
  /** Earlier messages are still being read. */
  readonly isReading: boolean;
}

export interface SeriesReply {
  readonly span: Span;
  /** From the first point to the last; undefined: there is none. */
  readonly whole: Span | undefined;
  readonly series: readonly SeriesLine[];
}
