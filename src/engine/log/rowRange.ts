/** Lists are asked for by position. */

/** `first` 0 is the oldest that a Clear left. */
export interface RowRange {
  readonly first: number;
  readonly count: number;
}
