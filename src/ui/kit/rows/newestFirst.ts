/**
 * Lists with the newest row at the top: indexes count from the top, the worker's positions from the oldest
 * row.
 */
import type { ListPart } from './listPart.ts';

/** Converts rows from the oldest on to a part of a list that begins with the newest row. */
export function newestFirst<R>({ first, total, rows }: ListPart<R>): ListPart<R> {
  return { first: total - first - rows.length, total, rows: rows.toReversed() };
}

/** Rows requested beyond the visible ones while the newest are shown. */
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
