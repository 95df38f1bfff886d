import { useLayoutEffect, useRef } from 'react';
import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';

interface Seen {
  readonly rows: readonly TopicRow[];
  /** Position of the first of `rows` in the tree. */
  readonly first: number;
}

/** By how many rows the row `top` has moved from one answer to the next; 0 where it cannot be told. */
export function movedBy(before: Seen, now: Seen, top: number): number {
  const anchor = before.rows[top - before.first];
  if (anchor === undefined) return 0;
  const place = now.rows.findIndex(({ path }) => path === anchor.path);
  return place < 0 ? 0 : now.first + place - top;
}

/** Topics that arrive above what is on screen do not push it away. */
export function useAnchor(now: Seen, top: number, shift: (rows: number) => void): void {
  const seen = useRef(now);
  useLayoutEffect(() => {
    const before = seen.current;
    seen.current = now;
    if (before.rows !== now.rows) shift(movedBy(before, now, top));
  });
}
