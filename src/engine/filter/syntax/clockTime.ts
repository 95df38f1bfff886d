/**
 * Times of day in a filter: `23:40`, `23:40:05.250`, `2026-11-21 23:40`. They are local unless they end in
 * `Z` or an offset. A time without a date means the latest such time within the capture, or else the nearest
 * one.
 */
import type { Literal, Ordering } from './expression.ts';

export interface ClockTime {
  readonly date:
    | { readonly year: number; readonly month: number; readonly day: number }
    | undefined;
  /** µs since midnight. */
  readonly time: number;
  /** µs; values within it are equal. */
  readonly precision: number;
  /** Minutes east of UTC; undefined: local time. */
  readonly offset: number | undefined;
}

/** µs since 1970, of the first and the newest packet. */
export interface TimeSpan {
  readonly first: number;
  readonly last: number;
}

const DATE = String.raw`(\d{4})-(\d{2})-(\d{2})`;
const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?`;
const ZONE = String.raw`(Z|[+-]\d{2}:?\d{2})?`;
const WHOLE = new RegExp(String.raw`^(?:${DATE}(?:[ T]+(?=\d)|$))?(?:${CLOCK}${ZONE})?$`, 'i');
const DAY_ONLY = new RegExp(`^${DATE}$`);

const MINUTE = 60e6;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function isDay(text: string): boolean {
  return DAY_ONLY.test(text);
}

/** Undefined if it is not a time of day. */
export function clockTime(text: string): ClockTime | undefined {
  const parts = WHOLE.exec(text.trim());
  if (parts === null || text.trim() === '') return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  const date =
    year === undefined ? undefined : { year: Number(year), month: Number(month), day: Number(day) };
  if (date !== undefined && !isThere(date)) return undefined;
  const [hours, minutes, seconds] = [hour, minute, second].map((part) => Number(part ?? 0));
  if ((hours ?? 0) > 23 || (minutes ?? 0) > 59 || (seconds ?? 0) > 59) return undefined;
  const rest = Number((fraction ?? '').padEnd(6, '0'));
  const time = (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * 1e6 + rest;
  return { date, time, precision: precisionOf(hour, second, fraction), offset: offsetOf(zone) };
}

/** Undefined if it is not a time of day. */
export function clockOf(literal: Literal): ClockTime | undefined {
  return literal.kind === 'number' ? undefined : clockTime(literal.value);
}

function isThere({ year, month, day }: NonNullable<ClockTime['date']>): boolean {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

function precisionOf(
  hour: string | undefined,
  second: string | undefined,
  fraction: string | undefined,
): number {
  if (hour === undefined) return DAY;
  if (second === undefined) return MINUTE;
  return 1e6 / 10 ** (fraction ?? '').length;
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** µs since 1970. @param after the end of a range is not before its beginning */
export function momentOf(clock: ClockTime, { first, last }: TimeSpan, after = -Infinity): number {
  const { date } = clock;
  if (date !== undefined) return onDay(clock, date.year, date.month, date.day);
  const days = Math.ceil(Math.max(0, last - first) / DAY);
  const start = dayOf(first, clock.offset);
  const candidates: number[] = [];
  // The days of the capture, limited to some years, plus the day before and after.
  for (let day = Math.max(-1, days - 1000); day <= days + 1; day += 1) {
    candidates.push(onDay(clock, start.year, start.month, start.day + day));
  }
  const possible = candidates.filter((at) => at >= after);
  const covered = possible.findLast((at) => at >= first && at <= last);
  if (covered !== undefined) return covered;
  const distance = (at: number) => (at < first ? first - at : at - last);
  return possible.reduce(
    (best, at) => (distance(at) < distance(best) ? at : best),
    possible[0] ?? candidates.at(-1) ?? first,
  );
}

function dayOf(at: number, offset: number | undefined) {
  const ms = at / 1000;
  if (offset !== undefined) {
    const there = new Date(ms + offset * 60_000);
    return {
      year: there.getUTCFullYear(),
      month: there.getUTCMonth() + 1,
      day: there.getUTCDate(),
    };
  }
  const here = new Date(ms);
  return { year: here.getFullYear(), month: here.getMonth() + 1, day: here.getDate() };
}

/** Follows local time when the clocks change. */
function onDay({ time, offset }: ClockTime, year: number, month: number, day: number): number {
  const seconds = Math.floor(time / 1e6);
  const rest = time - seconds * 1e6;
  const ms =
    offset === undefined
      ? new Date(year, month - 1, day, 0, 0, seconds).getTime()
      : Date.UTC(year, month - 1, day, 0, 0, seconds) - offset * 60_000;
  return ms * 1000 + rest;
}

/** Tests a moment. Everything within the written precision is equal. */
export function momentTest(
  operator: Ordering,
  wanted: number,
  { precision }: ClockTime,
): (at: number) => boolean {
  switch (operator) {
    case '==':
      return (at) => at >= wanted && at < wanted + precision;
    case '!=':
      return (at) => at < wanted || at >= wanted + precision;
    case '<':
      return (at) => at < wanted;
    case '<=':
      return (at) => at <= wanted;
    case '>':
      return (at) => at > wanted;
    case '>=':
      return (at) => at >= wanted;
  }
}
