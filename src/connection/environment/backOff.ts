/** When to try again: 1 s, doubled with every try up to 30 s, with up to a quarter taken off by chance. */

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;
const JITTER = 0.25;

/**
 * Milliseconds to wait before try number `attempt` (2 is the first repetition).
 * @param chance at least 0, below 1; spreads clients that lost the same broker at the same moment.
 */
export function delayBefore(attempt: number, chance: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempt - 2));
  return Math.round(full * (1 - JITTER * chance));
}
