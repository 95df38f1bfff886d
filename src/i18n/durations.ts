/** Formats durations for people. */
import type { Intervals } from '../engine/topics/tree/pace.ts';

/** `0.05 ms`, `9.1 ms`, `212 ms`, `2.236 s`, `3 min 05 s`, `2 h 05 min`. */
export function duration(us: number): string {
  const ms = Math.max(0, us) / 1000;
  if (ms < 0.095) return `${ms.toFixed(2)} ms`;
  if (ms < 99.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 59_999.5) return `${(ms / 1000).toFixed(3)} s`;
  return long(Math.round(ms / 1000));
}

/** For a running time, without digits that change too fast to read: `3.2 s`, `3 min 05 s`. */
export function elapsed(us: number): string {
  const s = Math.max(0, us) / 1_000_000;
  return s < 59.95 ? `${s.toFixed(1)} s` : long(Math.round(s));
}

/** For a sentence, with few digits: `9.1 ms`, `212 ms`, `1.9 s`, `3 min 05 s`. */
export const roughly = (us: number): string => (us < 999_500 ? duration(us) : elapsed(us));

/** µs. A shorter time would be shown as 0. */
const SAME_TIME = 5;

/** A time relative to another: `568 ms later`, `1.2 s earlier`, `at the same time`. @param us after the other */
export function when(us: number): string {
  if (Math.abs(us) < SAME_TIME) return 'at the same time';
  return `${roughly(Math.abs(us))} ${us > 0 ? 'later' : 'earlier'}`;
}

/** A round time, as bounds have: `0.1 ms`, `1 ms`, `10 s`. */
export function bound(us: number): string {
  const short = (value: number): string => String(Number(value.toPrecision(3)));
  if (us < 1_000_000) return `${short(us / 1000)} ms`;
  return us < 60_000_000 ? `${short(us / 1_000_000)} s` : `${short(us / 60_000_000)} min`;
}

function long(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (minutes < 60) return `${minutes} min ${two(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** Formats seconds with the two largest units: `30 s`, `5 min`, `2 h 5 min`, `3 d 4 h`. */
export function span(seconds: number): string {
  const whole = Math.round(seconds);
  const [large, unit, small, rest] =
    whole < 3600
      ? ([60, 'min', 1, 's'] as const)
      : whole < 86_400
        ? ([3600, 'h', 60, 'min'] as const)
        : ([86_400, 'd', 3600, 'h'] as const);
  const many = Math.floor(whole / large);
  const left = Math.floor((whole % large) / small);
  const parts = [many > 0 ? `${many} ${unit}` : '', left > 0 ? `${left} ${rest}` : ''];
  return parts.filter((part) => part !== '').join(' ') || '0 s';
}

/** Formats an age in seconds for a column, with one unit, rounded down: `30 s`, `5 min`, `2 h`, `3 d`. */
export function age(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h`;
  return `${Math.floor(whole / 86_400)} d`;
}

/** Formats an interval with two digits: `0.25 s`, `5 s`, `1 min 30 s`. */
export function pace(us: number): string {
  const s = us / 1_000_000;
  return s < 9.95 ? `${Number(s.toPrecision(2))} s` : span(s);
}

/** Longest interval as a multiple of the shortest, up to which all count as the same. */
const STEADY = 1.25;

/** Intervals in µs: `16 s`, or shortest and longest, with the unit once if it is the same: `5`, `40 s`. */
export function paces({ least, most, mean }: Intervals): readonly [string, string?] {
  if (most <= STEADY * least) return [pace(mean)];
  const [from, to] = [pace(least), pace(most)];
  const [, number, unit] = /^(\S+) (\S+)$/.exec(from) ?? [];
  return [number !== undefined && to.split(' ').slice(1).join() === unit ? number : from, to];
}

/** Formats µs as `12.3 s`, the same in every language. */
export function seconds(microseconds: number): string {
  return `${Number((microseconds / 1e6).toFixed(microseconds < 1e7 ? 2 : 1))} s`;
}
