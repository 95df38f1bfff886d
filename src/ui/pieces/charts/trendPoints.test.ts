import { expect, test } from 'vitest';
import { trendPoints } from './trendPoints.ts';

test('values are placed by time, the highest on top; a constant is a line in the middle', () => {
  expect(trendPoints({ times: [100, 150, 200], values: [1, 3, 2] })).toBe('0,15 50,1 100,8');
  expect(trendPoints({ times: [100, 200], values: [7, 7] })).toBe('0,8 100,8');
  expect(trendPoints({ times: [100], values: [7] })).toBe('0,8 100,8');
});
