/** Ranges of requested rows. */

/** Position `first` 0 is the oldest row since Clear. */
export interface RowRange {
  readonly first: number;
  readonly count: number;
}

/** First position of the requested part in a list of `total` rows. */
export const startOf = ({ first }: RowRange, total: number): number =>
  Math.max(0, Math.min(first, total));

export function partOf<T>(all: readonly T[], range: RowRange) {
  const first = startOf(range, all.length);
  return { first, total: all.length, rows: all.slice(first, first + range.count) };
}
