import { describe, expect, test } from 'vitest';
import { bound } from '../../../i18n/durations.ts';
import { row } from '../../pieces/ladder/exchange.testkit.ts';
import { exchangeList, wantedExchanges } from './exchangeList.ts';
import { barOf, bars, range } from './histogram.ts';

const reply = {
  show: 'all' as const,
  search: '',
  first: 96,
  rows: [
    row({ exchange: 97 }),
    row({ exchange: 98 }),
    row({ exchange: 99 }),
    row({ exchange: 100 }),
  ],
  total: 100,
  forgotten: 0,
};

describe('the list of exchanges', () => {
  test('has the newest first', () => {
    const list = exchangeList(reply, 'all', '');
    expect(list.part).toMatchObject({ first: 0, total: 100 });
    expect(list.part?.rows.map(({ exchange }) => exchange)).toEqual([100, 99, 98, 97]);
    expect(list.indexOf(99)).toBe(1);
  });

  test('finds the position of an exchange out of sight', () => {
    const list = exchangeList(reply, 'all', '');
    expect(list.indexOf(1)).toBe(99);
    expect(list.indexOf(101)).toBeUndefined();
    const retried = exchangeList({ ...reply, show: 'retried' }, 'retried', '');
    expect(retried.indexOf(1)).toBeUndefined();
    expect(retried.indexOf(98)).toBe(2);
  });

  test('does not use the answer to a previous selection', () => {
    expect(exchangeList(reply, 'refused', '').part).toBeUndefined();
    expect(exchangeList(reply, 'all', '41').part).toBeUndefined();
  });

  test('requests the newest at its start, and positions from the oldest elsewhere', () => {
    const list = exchangeList(reply, 'all', '');
    expect(wantedExchanges(list, 0, 40, 'all', '')).toMatchObject({ tail: true, count: 48 });
    expect(wantedExchanges(list, 10, 40, 'all', '')).toEqual({
      first: 60,
      count: 30,
      show: 'all',
      search: '',
    });
  });
});

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
    slowest: [],
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
