/** Formats times in lists: local wall-clock time, based on a capture's origin. */

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** ms since 1970 of a moment `time` µs after `origin` (ms since 1970). */
function wallClock(origin: number, time: number): number {
  return origin + time / 1000;
}

/** `14:02:31.482`, local. */
export function timeOfDay(ms: number): string {
  const at = new Date(ms);
  return `${pad(at.getHours(), 2)}:${pad(at.getMinutes(), 2)}:${pad(at.getSeconds(), 2)}.${pad(at.getMilliseconds(), 3)}`;
}

/** `11-21`, local. */
function monthDay(ms: number): string {
  const at = new Date(ms);
  return `${pad(at.getMonth() + 1, 2)}-${pad(at.getDate(), 2)}`;
}

function dayOf(ms: number): string {
  return new Date(ms).toDateString();
}

/** Local time with ms, with the date if it differs from the start of the capture. */
export function rowTime(origin: number, time: number): string {
  const ms = wallClock(origin, time);
  const clock = timeOfDay(ms);
  return hasDate(origin, time) ? `${monthDay(ms)} ${clock}` : clock;
}

/** True if the time in a row includes the date, and needs a wider column. */
export const hasDate = (origin: number, time: number): boolean =>
  dayOf(wallClock(origin, time)) !== dayOf(origin);

/** px of a column of times. */
export const timeColumn = (isDated: boolean): number => (isDated ? 152 : 108);

/** Local time, with the date if it is not today, and the year if it differs. */
export function datedTime(ms: number, now: number): string {
  if (dayOf(ms) === dayOf(now)) return timeOfDay(ms);
  const year = new Date(ms).getFullYear();
  const date = year === new Date(now).getFullYear() ? monthDay(ms) : `${year}-${monthDay(ms)}`;
  return `${date} ${timeOfDay(ms)}`;
}

/** `2026-12-01 14:02:31`, local. */
export function dateAndTime(ms: number): string {
  return `${new Date(ms).getFullYear()}-${monthDay(ms)} ${timeOfDay(ms).slice(0, 8)}`;
}

/** `2026-12-01 06:02:31`, UTC. */
export const dateAndTimeUtc = (ms: number): string =>
  new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** Seconds with the digits that fit: `0.0240`, `12.345`, `4032.1`. */
export function seconds(us: number): string {
  const s = us / 1_000_000;
  if (s < 10) return s.toFixed(4);
  return s < 1000 ? s.toFixed(3) : s.toFixed(1);
}
