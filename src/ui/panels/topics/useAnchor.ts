import { useLayoutEffect, useRef } from 'react';
import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';

interface Seen {
  readonly rows: readonly TopicRow[];
  /** Position of the first of `rows` in the tree. */
  readonly first: number;
}

/** Number of rows that the row `top` moved between two answers. 0 if unknown. */
export function movedBy(before: Seen, now: Seen, top: number): number {
  const anchor = before.rows[top - before.first];
  if (anchor === undefined) return 0;
  const place = now.rows.findIndex(({ path }) => path === anchor.path);
  return place < 0 ? 0 : now.first + place - top;
}

/** Keeps the visible rows in place when topics arrive above them. */
export function useAnchor(now: Seen, top: number, shift: (rows: number) => void): void {
  const seen = useRef(now);
  useLayoutEffect(() => {
    const before = seen.current;
    seen.current = now;
    if (before.rows !== now.rows) shift(movedBy(before, now, top));
  });
}
