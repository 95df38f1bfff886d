/** How often a topic usually sends, learned from its messages in two numbers, as TCP learns its round trips (RFC 6298). */

/** Messages after which an interval is known. */
const ENOUGH = 6;
/** ms; what is silent for less is nothing to speak of. */
const SHORTEST_SILENCE = 10_000;
/** Intervals without a message after which one is missed. */
const MISSED = 4;

export interface Interval {
  /** Messages that it was learned from. */
  readonly messages: number;
  /** Time of the last one, µs. */
  readonly changed: number;
  /** ms, whole: small numbers take no memory of their own. */
  usual: number;
  /** By how much intervals differ from it, ms. */
  spread: number;
}

/** µs */
export interface Silence {
  /** How long nothing came. */
  readonly for: number;
  /** How often something usually comes. */
  readonly usually: number;
}

/** Before a message of that time (µs) is counted. */
export function learnInterval(interval: Interval, time: number): void {
  const gap = Math.max(0, Math.round((time - interval.changed) / 1000));
  if (interval.messages < 2 || interval.usual === 0) {
    interval.usual = interval.messages === 0 ? 0 : gap;
    interval.spread = interval.usual >> 1;
    return;
  }
  // One long silence says little about what is usual; a new pace is learned in some steps.
  const seen = Math.min(gap, Math.max(MISSED * interval.usual, SHORTEST_SILENCE));
  const off = seen - interval.usual;
  interval.usual += Math.round(off / 8);
  interval.spread += Math.round((Math.abs(off) - interval.spread) / 4);
}

/** How often messages usually come, µs; undefined where they come at no steady pace. */
export function usualInterval({ messages, usual, spread }: Interval): number | undefined {
  return messages >= ENOUGH && usual > 0 && spread <= usual / 2 ? usual * 1000 : undefined;
}

/** Undefined while nothing is overdue. @param now µs */
export function silenceOf(interval: Interval, now: number): Silence | undefined {
  const usually = usualInterval(interval);
  const silent = now - interval.changed;
  if (usually === undefined || silent < SHORTEST_SILENCE * 1000) return undefined;
  return silent > MISSED * usually ? { for: silent, usually } : undefined;
}
