import { expect, test } from 'vitest';
import { age, duration, elapsed, roughly, span } from './durations.ts';

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
