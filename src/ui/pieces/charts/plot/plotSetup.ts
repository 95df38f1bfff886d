/** Setup of a plot. All other changes only redraw it. */
import type { Axis, DrawnAs } from '../../../../profiles/settings/chartLimits.ts';
import type { Aligned } from './aligned.ts';

export interface PlotLine {
  readonly axis: Axis;
  readonly drawn: DrawnAs;
  readonly colour: number;
}

export interface PlotSetup {
  readonly lines: readonly PlotLine[];
  /** Names of states from bottom to top, instead of numbers. */
  readonly names: readonly string[] | undefined;
  /** Room is kept for it also where this plot has none, so that plots below one another fit. */
  readonly hasRightAxis: boolean;
  readonly hasTimes: boolean;
  /** Plots of the same name share their cursor. */
  readonly together: string;
}

/** A time, ms since 1970. */
interface PlotGap {
  readonly from: number;
  readonly to: number;
}

/** A time in which no line had a connection. */
export interface SharedGap extends PlotGap {
  readonly text: string;
}

export interface PlotContent {
  readonly rows: Aligned;
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly thresholds: readonly {
    readonly axis: Axis;
    readonly value: number;
    readonly text: string;
  }[];
  /** Gaps by line. A line is not drawn in its gaps. */
  readonly gaps: readonly (readonly PlotGap[])[];
  readonly sharedGaps: readonly SharedGap[];
  /** Texts where others are numbers, at the axis of time. */
  readonly marks: readonly { readonly at: number; readonly text: string }[];
  /** The two messages of a comparison. */
  readonly sides: readonly { readonly at: number; readonly name: 'A' | 'B' }[];
}

/** A point of a line: its row in the drawn data. */
export interface PlotPoint {
  readonly line: number;
  readonly row: number;
}

export interface PlotEvents {
  /** A stretch of time was chosen, ms since 1970. */
  readonly zoomed: (from: number, to: number) => void;
  /** The wheel was turned: zooms by a factor around a time, or moves by a fraction of the visible range. */
  readonly wheel: (factor: number, around: number, on: number) => void;
  /**
   * The rows of the points nearest to the cursor, and the cursor's place in the plot, px. undefined: the cursor has
   * left.
   */
  readonly pointed: (
    rows: readonly (number | undefined)[] | undefined,
    place: { readonly left: number; readonly top: number },
  ) => void;
  readonly picked: (point: PlotPoint) => void;
  readonly doubleClicked: () => void;
}
