import { expect, test } from 'vitest';
import { bound } from '../../../../i18n/durations.ts';
import { barOf, bars, range } from './histogram.ts';

test('the histogram has a bar for each bucket, and finds the one of a latency', () => {
  const list = bars({
    of: { kind: 'all', direction: 'both' },
    count: 30,
    buckets: [
      { upTo: 1000, count: 20 },
      { upTo: 2_000_000, count: 10 },
      { upTo: undefined, count: 0 },
    ],
    median: 500,
    p95: 1500,
    max: 1700,
  });
  expect(list.map(({ from, share }) => [from, share])).toEqual([
    [undefined, 1],
    [1000, 0.5],
    [2_000_000, 0],
  ]);
  expect([barOf(list, 999), barOf(list, 1000), barOf(list, 9e9)]).toEqual([0, 1, 2]);
  expect([range(1000, 2000), range(100_000, 1_000_000)]).toEqual(['1–2 ms', '100 ms–1 s']);
  expect([bound(100), bound(1000), bound(10_000_000), bound(60_000_000)]).toEqual([
    '0.1 ms',
    '1 ms',
    '10 s',
    '1 min',
  ]);
});
