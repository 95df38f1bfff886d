/** Lists are asked for by position. */

/** `first` 0 is the oldest that a Clear left. */
export interface RowRange {
  readonly first: number;
  readonly count: number;
}

/** Where the part begins that a list of so many rows has for it. */
export const startOf = ({ first }: RowRange, total: number): number =>
  Math.max(0, Math.min(first, total));

export function partOf<T>(all: readonly T[], range: RowRange) {
  const first = startOf(range, all.length);
  return { first, total: all.length, rows: all.slice(first, first + range.count) };
}
