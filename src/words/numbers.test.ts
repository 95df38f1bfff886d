import { expect, test } from 'vitest';
import { bytes, grouped, short } from './numbers.ts';

test('numbers are grouped', () => {
  expect(grouped(1_204_512)).toBe('1,204,512');
  expect(bytes(1_048_576)).toBe('1,048,576 B');
});

test('counts in the tree stay short', () => {
  expect(
    [5402, 99_999, 118_200, 999_499, 999_500, 1_130_000, 38_000_000, 2_500_000_000].map(short),
  ).toEqual(['5,402', '99,999', '118 K', '999 K', '1.0 M', '1.1 M', '38 M', '2.5 G']);
});
