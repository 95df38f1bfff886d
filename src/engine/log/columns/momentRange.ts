/**
 * Bounds of the times in a capture. Times are doubles in µs, which are exact up to 2^53: from 1684 to 2255.
 * All readers of external times check them here, so that later code never gets a time that no date can
 * represent.
 */

/** True if a capture can hold the moment, in µs since 1970. */
const isHeld = (micros: number): boolean => Math.abs(micros) <= Number.MAX_SAFE_INTEGER;

/**
 * True if a capture with this origin can hold this time.
 * @param origin µs since 1970 at time 0
 * @param time µs since then
 */
export const isMoment = (origin: number, time: number): boolean =>
  isHeld(origin) && isHeld(origin + time);
