import { expect, test } from 'vitest';
import { bytes, counted, grouped, rate, short } from './numbers.ts';

test('numbers are grouped', () => {
  expect(grouped(1_204_512)).toBe('1,204,512');
  expect(bytes(1_048_576)).toBe('1,048,576 B');
});

test('counts in the tree stay short', () => {
  expect(
    [5402, 99_999, 118_200, 999_499, 999_500, 1_130_000, 38_000_000, 2_500_000_000].map(short),
  ).toEqual(['5,402', '99,999', '118 K', '999 K', '1.0 M', '1.1 M', '38 M', '2.5 G']);
});

test('what is counted and what comes each second have the digits that say something', () => {
  expect([0, 1, 1204].map((n) => counted(n, 'packet', 'packets'))).toEqual([
    '0 packets',
    '1 packet',
    '1,204 packets',
  ]);
  expect([0, 0.004, 0.254, 5, 9.94, 9.96, 1203.6].map(rate)).toEqual([
    '0',
    '0.004',
    '0.25',
    '5',
    '9.9',
    '10',
    '1,204',
  ]);
});
