import { useState } from 'react';
import type { TopicOrder } from '../../../engine/topics/tree/topicRow.ts';

/** µs after which a pointer that rests points at nothing. */
const RESTS = 3_000_000;

/** Keeps the rows under the pointer in place until the pointer rests. @param now µs */
export function usePointed(order: TopicOrder, now: number) {
  const [pointed, setPointed] = useState(Number.NEGATIVE_INFINITY);
  const mayMove = order !== 'name';
  const point = (): void => {
    if (mayMove) setPointed(now);
  };
  return {
    isHeld: mayMove && now - pointed < RESTS,
    point,
    pointing: {
      onPointerMove: point,
      onPointerLeave: () => setPointed(Number.NEGATIVE_INFINITY),
    },
  };
}
