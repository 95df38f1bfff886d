/**
 * Lists with the newest row at the top: indexes count from the top, the worker's positions from the oldest
 * row.
 */

export interface RowsAtHand<R> {
  /** From position `first` on. */
  readonly rows: readonly R[];
  readonly first: number;
  /** Positions that there are. */
  readonly total: number;
}

/** The index of a row by its position among the loaded rows. */
export function indexAt({ first, total }: RowsAtHand<unknown>, place: number): number {
  return total - 1 - first - place;
}

/** The row at an index. Undefined if it is not loaded. */
export function rowAt<R>(part: RowsAtHand<R>, index: number): R | undefined {
  return part.rows[indexAt(part, index)];
}

/** Rows asked for beyond those drawn, while the newest are shown. */
const SPARE = 8;

/** Range to request for the drawn rows `[from, to)`. */
export function wantedRows(
  total: number,
  from: number,
  to: number,
): { readonly first: number; readonly count: number; readonly tail?: true } {
  if (from === 0) return { first: 0, count: Math.max(to - from, 24) + SPARE, tail: true };
  return { first: Math.max(0, total - to), count: Math.max(to - from, 1) };
}
