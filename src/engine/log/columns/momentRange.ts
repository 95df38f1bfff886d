/**
 * Bounds of the times in a capture. Times are doubles in µs, which are exact to the microsecond up to 2^53:
 * moments from 1684 to 2255. Everything that reads times from outside checks them here, so that code behind
 * the readers never meets a time that no date can hold.
 */

/** Whether a moment in µs since 1970 is one that captures can hold. */
const isHeld = (micros: number): boolean => Math.abs(micros) <= Number.MAX_SAFE_INTEGER;

/**
 * Whether a capture with this origin can hold this time.
 * @param origin µs since 1970 at time 0
 * @param time µs since then
 */
export const isMoment = (origin: number, time: number): boolean =>
  isHeld(origin) && isHeld(origin + time);
