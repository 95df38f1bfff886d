import { useState } from 'react';

/** µs after which a pointer that rests points at nothing. */
const RESTS = 3_000_000;

/**
 * Keeps the rows under the pointer in place until the pointer rests.
 *
 * @param mayMove the order of the rows can change
 * @param now µs
 */
export function usePointed(mayMove: boolean, now: number) {
  const [pointed, setPointed] = useState(Number.NEGATIVE_INFINITY);
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
