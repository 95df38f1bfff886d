/** Formats a past time relative to now: `just now`, `5 min ago`, `yesterday`, `Nov 18`, `Nov 18, 2025`. */

export interface AgoWords {
  readonly now: string;
  readonly minutes: (count: number) => string;
  readonly hours: (count: number) => string;
  readonly yesterday: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Both in ms since 1970. @param language of the date */
export function ago(at: number, now: number, words: AgoWords, language: string): string {
  const passed = Math.max(0, now - at);
  const days = daysBetween(new Date(at), new Date(now));
  if (passed < MINUTE) return words.now;
  if (passed < HOUR) return words.minutes(Math.floor(passed / MINUTE));
  if (days < 1) return words.hours(Math.floor(passed / HOUR));
  if (days === 1) return words.yesterday;
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const date = new Intl.DateTimeFormat(
    language,
    isThisYear ? { month: 'short', day: 'numeric' } : { dateStyle: 'medium' },
  );
  return date.format(at);
}

/** For a tooltip: `Nov 18, 2025, 2:05 PM`. @param at ms since 1970 */
export function dateTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** Number of midnights between two times. */
function daysBetween(from: Date, to: Date): number {
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(to) - day(from)) / (24 * HOUR));
}
