import { expect, test } from 'vitest';
import { publish, Session } from '../capture/capture.testkit.ts';
import { FilteredRows } from '../filtering/filteredRows.ts';
import { compileFilter } from './compile.ts';
import { parseFilter } from './syntax/parse.ts';
import { printFilter } from './syntax/print.ts';

const ALWAYS = (): boolean => true;
const MINUTE = 60e6;

const two = (value: number) => String(value).padStart(2, '0');

/** A time as written in a filter, in local time. */
function clock(at: Date): string {
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

function day(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Ten packets, one per minute, and the wall-clock time of each. */
function tenMinutes(): { readonly shown: (text: string) => number[]; readonly at: Date[] } {
  const { capture, stream } = new Session();
  const start = Math.ceil(capture.origin / 60_000) * 60_000;
  const first = (start - capture.origin) * 1000;
  const at = Array.from({ length: 10 }, (_, minute) => {
    capture.packet(stream, 'in', first + minute * MINUTE, Uint8Array.of(0x30, 3, 0, 1, 0x61));
    return new Date(start + minute * 60_000);
  });
  const shown = (text: string) => {
    expect(compileFilter(text)).toMatchObject({ ok: true });
    capture.filter.set(compileFilter(text), FilteredRows);
    capture.filter.advance(ALWAYS);
    return capture.filter.list.numbers(0, 100);
  };
  return { shown, at };
}

test('compares times of day with local time, and a minute covers the whole minute', () => {
  const { shown, at } = tenMinutes();
  const [third, fifth] = [at[2] ?? new Date(), at[4] ?? new Date()];
  expect(shown(`time > ${clock(third)}`)).toEqual([4, 5, 6, 7, 8, 9, 10]);
  expect(shown(`time >= ${clock(third)}:00`)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  expect(shown(`time < ${clock(third)}:00.5`)).toEqual([1, 2, 3]);
  expect(shown(`time == ${clock(third)}`)).toEqual([3]);
  expect(shown(`time != ${clock(third)}`)).toHaveLength(9);
  expect(shown(`time in {${clock(third)}..${clock(fifth)}}`)).toEqual([3, 4, 5]);
  expect(shown(`time > "${day(third)} ${clock(third)}" and time < ${clock(fifth)}`)).toEqual([4]);
  expect(shown(`time > ${day(third)} ${clock(third)} and no < 5`)).toEqual([4]);
  expect(shown(`time <= "${third.toISOString()}"`)).toEqual([1, 2, 3]);
  expect(shown('time > 1999-12-31')).toHaveLength(10);
  expect(shown(`time >= ${day(third)} and no < 5`)).toEqual(
    at.flatMap((one, index) => (index < 4 && day(one) >= day(third) ? [index + 1] : [])),
  );
  const sameDay = at.flatMap((one, index) => (day(one) === day(third) ? [index + 1] : []));
  expect(shown(`time == ${day(third)}`)).toEqual(sameDay);
  expect(shown(`time in {${clock(third)}}`)).toEqual([3]);
  expect(shown(`time in {${clock(third)}, ${clock(fifth)}}`)).toEqual([3, 5]);
});

test('still accepts seconds since the first packet', () => {
  const { shown } = tenMinutes();
  expect(shown('time > 8.5 min')).toEqual([10]);
  expect(shown('time in {60..120}')).toEqual([2, 3]);
});

test('keeps the selected moment as more packets arrive, and after Clear', () => {
  const session = new Session();
  const { capture } = session;
  session.get(publish('a'));
  const soon = new Date(capture.origin + 10 * 60_000);
  capture.filter.set(compileFilter(`time > ${clock(soon)}`), FilteredRows);
  capture.filter.advance(ALWAYS);
  session.time += 60 * MINUTE;
  capture.clear();
  const late = session.get(publish('a'));
  capture.filter.advance(ALWAYS);
  expect(capture.filter.list.numbers(0, 9)).toEqual([late]);
});

test.each(['time > 23:40', 'time == "2026-11-21 23:40:05.25"', 'time in {23:40..23:50}'])(
  'prints %s as written',
  (text) => {
    const { expression } = parseFilter(text);
    expect(expression && printFilter(expression)).toBe(text);
  },
);

test.each(['time > 25:99', 'time > noon', 'exchange.latency > 23:40', 'time contains 23:40'])(
  'rejects %s',
  (text) => {
    expect(compileFilter(text)).toMatchObject({ ok: false });
  },
);
