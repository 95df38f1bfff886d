import { expect, test } from 'vitest';
import { age, duration, elapsed, roughly, span } from './durations.ts';
import { topics as en } from './en/topics/topics.ts';
import { topics as zh } from './zh/topics/topics.ts';

test('durations have suitable digits', () => {
  expect(duration(0)).toBe('0.00 ms');
  expect(duration(50)).toBe('0.05 ms');
  expect(duration(9_130)).toBe('9.1 ms');
  expect(duration(99_960)).toBe('100 ms');
  expect(duration(212_400)).toBe('212 ms');
  expect(duration(999_600)).toBe('1.000 s');
  expect(duration(2_236_000)).toBe('2.236 s');
  expect(duration(185_000_000)).toBe('3 min 05 s');
  expect(duration(7_500_000_000)).toBe('2 h 05 min');
});

test('a duration in a sentence has few digits', () => {
  expect(roughly(1_000)).toBe('1.0 ms');
  expect(roughly(212_400)).toBe('212 ms');
  expect(roughly(999_600)).toBe('1.0 s');
  expect(roughly(1_885_000)).toBe('1.9 s');
  expect(roughly(185_000_000)).toBe('3 min 05 s');
});

test('a running time has tenths of a second', () => {
  expect(elapsed(3_249_000)).toBe('3.2 s');
  expect(elapsed(-5)).toBe('0.0 s');
  expect(elapsed(59_990_000)).toBe('1 min 00 s');
});

test('an age stays short as it grows', () => {
  expect([-1, 0.9, 59.9, 60, 113, 3599.9, 7500, 86_399, 273_600].map(age)).toEqual([
    '0 s',
    '0 s',
    '59 s',
    '1 min',
    '1 min',
    '59 min',
    '2 h',
    '23 h',
    '3 d',
  ]);
});

test('whole seconds use the two largest units', () => {
  expect([0, 30, 300, 3599.6, 7500, 273_600].map(span)).toEqual([
    '0 s',
    '30 s',
    '5 min',
    '1 h',
    '2 h 5 min',
    '3 d 4 h',
  ]);
});

test.each([
  [16, 16, 16, 'every 16 s', '每 16 秒一条'],
  [2.04, 1.97, 2.16, 'every 2 s', '每 2 秒一条'],
  [20, 5, 40, 'every 5 to 40 s', '每 5 至 40 秒一条'],
  [30, 2, 300, 'every 2 s to 5 min', '每 2 秒至 5 分钟一条'],
  [90, 75, 110, 'every 1 min 15 s to 1 min 50 s', '每 1 分 15 秒至 1 分 50 秒一条'],
  [150, 120, 300, 'every 2 to 5 min', '每 2 至 5 分钟一条'],
])('intervals of %d s on average, %d to %d', (...given) => {
  const [mean, least, most] = given.slice(0, 3).map((s) => Number(s) * 1_000_000);
  const pace = { kind: 'every', mean: mean ?? 0, least: least ?? 0, most: most ?? 0 } as const;
  expect([en.pace(pace), zh.pace(pace)]).toEqual(given.slice(3));
  expect([en.paceOfOne(pace, 9), zh.paceOfOne(pace, 9)]).toEqual(given.slice(3));
  expect(en.totals(pace, 90)).toContain(given[3]);
});

test('fewer than three messages are counted, with the age of the last', () => {
  const told = [1, 2, 3].map((messages) => ({ kind: 'last', messages }) as const);
  expect(told.map((pace) => en.paceOfOne(pace, 12))).toEqual([
    'one message, 12 s ago',
    'two messages, the last 12 s ago',
    'last message 12 s ago',
  ]);
  expect(told.map((pace) => zh.paceOfOne(pace, 12))).toEqual([
    '1 条消息，12 秒前',
    '2 条消息，最近一条在 12 秒前',
    '最近一条消息在 12 秒前',
  ]);
  expect(told.map((pace) => en.pace(pace))).toEqual(['', '', '']);
});
