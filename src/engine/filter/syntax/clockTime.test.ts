import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clockTime, momentOf } from './clockTime.ts';

const before = process.env['TZ'];

beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin';
});

afterAll(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

/** µs since 1970 of a winter time in Berlin. */
const at = (text: string) => Date.parse(`${text}+01:00`) * 1000;

function moment(text: string, first: string, last = first, after?: number): number {
  const clock = clockTime(text);
  if (clock === undefined) throw new Error(`${text} is no time.`);
  return momentOf(clock, { first: at(first), last: at(last) }, after);
}

describe('a time without a date', () => {
  test.each([
    [
      'is on the day of the capture’s start',
      '23:50',
      '2026-11-21T23:45',
      '2026-11-22T00:30',
      '2026-11-21T23:50',
    ],
    ['is of the next day', '00:10', '2026-11-21T23:45', '2026-11-22T00:30', '2026-11-22T00:10'],
    [
      'is the latest within the capture',
      '09:00',
      '2026-11-18T08:00',
      '2026-11-21T10:00',
      '2026-11-21T09:00',
    ],
    [
      'is shortly before the capture',
      '23:40',
      '2026-11-21T23:45',
      '2026-11-22T00:30',
      '2026-11-21T23:40',
    ],
    ['is shortly after it', '11:30', '2026-11-21T10:00', '2026-11-21T11:00', '2026-11-21T11:30'],
    [
      'is after the capture, on the next day',
      '00:10',
      '2026-11-21T22:00',
      '2026-11-21T23:55',
      '2026-11-22T00:10',
    ],
  ])('%s', (_what, text, first, last, expected) => {
    expect(moment(text, first, last)).toBe(at(expected));
  });

  test('may be that of the first packet, or of the last', () => {
    const [first, last] = ['2026-11-18T09:00', '2026-11-19T08:00'];
    expect(moment('09:00', first, last)).toBe(at(first));
    expect(moment('08:00', first, last)).toBe(at(last));
  });

  test('with an offset is on a day in that zone', () => {
    // The capture begins at 00:30 on the 22nd in Shanghai.
    expect(moment('00:40+08:00', '2026-11-21T17:30')).toBe(at('2026-11-21T17:40'));
    expect(moment('00:10Z', '2026-11-22T00:30')).toBe(at('2026-11-22T01:10'));
  });

  test('does not end a range before its beginning', () => {
    const [first, last] = ['2026-11-21T09:00', '2026-11-21T23:59'];
    const from = moment('23:50', first, last);
    expect(moment('09:10', first, last, from)).toBe(at('2026-11-22T09:10'));
  });
});

test.each([
  ['23:40:05.25', '2026-11-21T23:40:05.250'],
  ['2026-11-20 7:05', '2026-11-20T07:05'],
  ['23:59:59', '2026-11-21T23:59:59'],
  ['2026-11-20T07:05:01', '2026-11-20T07:05:01'],
  ['2026-11-20', '2026-11-20T00:00'],
  ['2026-11-20 07:05Z', '2026-11-20T08:05'],
  ['2026-11-20 07:05+08:00', '2026-11-20T00:05'],
])('%s is read', (text, expected) => {
  expect(moment(text, '2026-11-21T12:00')).toBe(at(expected));
});

test('uses local time, even after the clocks have changed', () => {
  const clock = clockTime('2026-07-01 12:00');
  const span = { first: 0, last: 0 };
  expect(clock && momentOf(clock, span)).toBe(Date.parse('2026-07-01T12:00+02:00') * 1000);
});

test.each([
  '',
  '24:00',
  '12:60',
  '12:00:60',
  '12',
  '1:2',
  '2026-02-30',
  '2026-13-01 12:00',
  'noon',
  '7b:7d:00:01',
])('%j is no time of day', (text) => {
  expect(clockTime(text)).toBeUndefined();
});
