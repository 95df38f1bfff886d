/** Retry delay: 1 s, doubled with every attempt up to 30 s, minus a random part of up to a quarter. */

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;
const JITTER = 0.25;

/**
 * Milliseconds to wait before attempt number `attempt` (2 is the first retry).
 * @param chance at least 0, below 1; spreads clients that lost the same broker at the same moment.
 */
export function delayBefore(attempt: number, chance: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempt - 2));
  return Math.round(full * (1 - JITTER * chance));
}
