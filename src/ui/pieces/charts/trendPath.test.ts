import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { trendPath } from './trendPath.ts';

test('values are placed by time, the highest on top; a constant is a line in the middle', () => {
  expect(trendPath({ times: [100, 150, 200], values: [1, 3, 2] })).toBe('M0,15L50,1L100,8');
  expect(trendPath({ times: [100, 200], values: [7, 7] })).toBe('M0,8L100,8');
  expect(trendPath({ times: [100], values: [7] })).toBe('M0,8H100');
});

test('the line has a gap where the connection was away, and a value between two gaps is a dot', () => {
  const times = [0, 10, 20, 50, 90, 100];
  const values = [1, 1, 2, 2, 1, 1];
  expect(trendPath({ times, values, breaks: [3, 4] })).toBe('M0,15L10,15L20,1M50,1h0M90,15L100,15');
  expect(trendPath({ times, values, breaks: [5] })).toMatch(/M100,15h0$/);
});

test('each value is drawn once, and each break begins a line', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ value: fc.integer(), isBroken: fc.boolean() }), { minLength: 2 }),
      (points) => {
        const times = points.map((_, at) => at);
        const values = points.map(({ value }) => value);
        const breaks = times.filter((at) => at > 0 && points[at]?.isBroken);
        const path = trendPath({ times, values, breaks });
        expect(path.match(/M/g)).toHaveLength(breaks.length + 1);
        expect(path.match(/[ML]/g)).toHaveLength(points.length);
      },
    ),
    { numRuns: tries(300) },
  );
});
