/**
 * Usual interval between messages of a topic, learned as two numbers like TCP round-trip times (RFC 6298).
 */

/** Messages needed to know an interval. */
const ENOUGH = 6;
/** ms; shorter silences are not reported. */
export const SHORTEST_SILENCE = 10_000;
/** Number of intervals without a message before silence is reported. */
export const MISSED = 4;

export interface Interval {
  /** Number of learned messages. */
  readonly messages: number;
  /** Time of the last message, µs. */
  readonly changed: number;
  /** ms, rounded: small integers need no heap memory. */
  usual: number;
  /** Deviation of intervals from `usual`, ms. */
  spread: number;
}

/** A silence; times in µs. */
export interface Silence {
  /** Duration of the silence. */
  readonly for: number;
  /** Usual interval. */
  readonly usually: number;
}

/** Call before a message of that time (µs) is counted. */
export function learnInterval(interval: Interval, time: number): void {
  const gap = Math.max(0, Math.round((time - interval.changed) / 1000));
  if (interval.messages < 2 || interval.usual === 0) {
    interval.usual = interval.messages === 0 ? 0 : gap;
    interval.spread = interval.usual >> 1;
    return;
  }
  // Limits the effect of a single long silence; a new pace is learned in several steps.
  const seen = Math.min(gap, Math.max(MISSED * interval.usual, SHORTEST_SILENCE));
  const off = seen - interval.usual;
  interval.usual += Math.round(off / 8);
  interval.spread += Math.round((Math.abs(off) - interval.spread) / 4);
}

/** Usual interval in µs; undefined if the pace is not steady. */
export function usualInterval({ messages, usual, spread }: Interval): number | undefined {
  return messages >= ENOUGH && usual > 0 && spread <= usual / 2 ? usual * 1000 : undefined;
}

/** undefined while nothing is overdue. @param now µs */
export function silenceOf(interval: Interval, now: number): Silence | undefined {
  const usually = usualInterval(interval);
  const silent = now - interval.changed;
  if (usually === undefined || silent < SHORTEST_SILENCE * 1000) return undefined;
  return silent > MISSED * usually ? { for: silent, usually } : undefined;
}
