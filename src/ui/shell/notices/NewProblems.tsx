import { useEffect, useRef } from 'react';
import { announce, firstTexts } from '#kit';
import { useProblemCount } from '../../session/problems/useProblemCount.ts';

/** ms between two announcements. */
const EVERY = 5000;

/** Announces the number of new problems to assistive technology: not for each, and not too often. */
export function NewProblems({ connectionId }: { connectionId: string }) {
  const total = useProblemCount(connectionId, 'total');
  const told = useRef(total);
  const declaredAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    // Fewer than before: cleared, or a rule was muted.
    if (total <= told.current) {
      told.current = total;
      return undefined;
    }
    const tell = (): void => {
      announce(firstTexts().announce.problems(total - told.current));
      told.current = total;
      declaredAt.current = performance.now();
    };
    const wait = declaredAt.current + EVERY - performance.now();
    const timer = setTimeout(tell, Math.max(0, wait));
    return () => clearTimeout(timer);
  }, [total]);
  return null;
}
