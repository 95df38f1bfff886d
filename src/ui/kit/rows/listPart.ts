/** Loaded rows of a list. */
import type { Rows } from './useRows.ts';

/** Rows of a list from `first` on, of `total`. */
export interface ListPart<R> {
  readonly first: number;
  readonly total: number;
  readonly rows: readonly R[];
}

/** A list with its scroll position. */
export interface Listed<R> extends Rows {
  /** undefined: not loaded yet. */
  readonly part: ListPart<R> | undefined;
}
