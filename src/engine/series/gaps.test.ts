import { expect, test } from 'vitest';
import { gapEnds } from './gaps.ts';

const SECOND = 1_000_000;
/** Times from intervals in seconds. */
const timesOf = (...intervals: number[]) => {
  let time = 0;
  return Float64Array.from([0, ...intervals], (interval) => (time += interval * SECOND));
};
const steady = (count: number, interval: number) => Array.from({ length: count }, () => interval);
const ends = (times: Float64Array, columns = 1000) =>
  gapEnds(times, { from: 0, to: times.at(-1) ?? 0 }, columns);

test('an interval of more than three usual ones is a gap', () => {
  expect(ends(timesOf(...steady(8, 1), 3.1, ...steady(8, 1)))).toEqual([9]);
  expect(ends(timesOf(...steady(8, 1), 3, ...steady(8, 1)))).toEqual([]);
});

test('a new pace is no gap, and an outage between two paces is a single one', () => {
  expect(ends(timesOf(...steady(20, 0.04), ...steady(20, 2)))).toEqual([]);
  expect(ends(timesOf(...steady(20, 0.04), 800, ...steady(20, 2)))).toEqual([21]);
});

test('short delays and few points are no gaps', () => {
  expect(ends(timesOf(...steady(8, 0.01), 0.9, ...steady(8, 0.01)))).toEqual([]);
  expect(ends(timesOf(1, 1, 60, 1))).toEqual([]);
  expect(ends(timesOf(1, 1, 60, 1, 1))).toEqual([3]);
});

test('finds gaps at the edges of a span, and none that a column would hide', () => {
  const times = timesOf(...steady(8, 1), 60, ...steady(8, 1));
  expect(gapEnds(times, { from: 20 * SECOND, to: 30 * SECOND }, 10)).toEqual([9]);
  expect(gapEnds(times, { from: 0, to: 3 * SECOND }, 10)).toEqual([]);
  expect(ends(times, 1)).toEqual([]);
});
