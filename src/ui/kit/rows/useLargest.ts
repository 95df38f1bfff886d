import { useState } from 'react';

/**
 * Largest values since a list was opened. A column that widened for a row keeps its width when the row scrolls away,
 * so that columns do not jump.
 * @param of the list; another list starts again
 */
export function useLargest<T extends Readonly<Record<string, number>>>(of: string, now: T): T {
  const [kept, setKept] = useState({ of, largest: now });
  const before = kept.of === of ? kept.largest : now;
  const grown = Object.entries(now).map(
    ([key, value]) => [key, Math.max(value, before[key] ?? 0)] as const,
  );
  if (kept.of === of && grown.every(([key, value]) => value === before[key])) return before;
  const largest: T = { ...now, ...Object.fromEntries(grown) };
  setKept({ of, largest });
  return largest;
}
