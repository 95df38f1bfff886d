/** Reads a device's time of a value or an event: milliseconds since 1970. */
import type { Misfit } from '../../../alibaba/alink/misfit.ts';

/**
 * Read as milliseconds, these are in the first weeks and years of 1970; as seconds, between 2001 and 5138.
 */
const SECONDS = { from: 1e9, to: 1e11 };
/** Characters of the received value. */
const LONGEST = 120;

interface PostTime {
  /** ms since 1970; if invalid, the arrival time. */
  readonly time: number;
  /** Error of the time. */
  readonly doubt: Misfit | undefined;
}

/** @param value from JSON; undefined: absent */
export function postTime(value: unknown, path: string, wallClock: number): PostTime {
  const arrival = Math.floor(wallClock);
  if (value === undefined) return { time: arrival, doubt: undefined };
  const time = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof time !== 'number' || !Number.isSafeInteger(time) || time < 0) {
    return { time: arrival, doubt: doubtOf('not-time', path, value) };
  }
  const isInSeconds = time >= SECONDS.from && time < SECONDS.to;
  return { time, doubt: isInSeconds ? doubtOf('time-in-seconds', path, value) : undefined };
}

function doubtOf(key: 'not-time' | 'time-in-seconds', path: string, value: unknown): Misfit {
  const came = JSON.stringify(value).slice(0, LONGEST);
  return { path, why: { key, args: {} }, expected: 'ms (UTC)', came };
}
