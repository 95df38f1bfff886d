import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { changingPaths } from './changingPaths.ts';

const of = (...values: readonly unknown[]) =>
  changingPaths(values.map((value) => ({ payload: encodeUtf8(JSON.stringify(value)) })));

test('keys that change most are first, times last, and constant ones are left out', () => {
  expect(
    of(
      { ts: 1, state: 'run', temp: 20, oil: { level: 1 }, site: 'hz' },
      { ts: 2, state: 'run', temp: 21, oil: { level: 2 }, site: 'hz' },
      { ts: 3, state: 'off', temp: 22, oil: { level: 2 }, site: 'hz' },
    ),
  ).toEqual([['temp'], ['oil', 'level'], ['state'], ['ts']]);
});

test('times and message numbers alone have no columns', () => {
  expect(of({ id: 1, ts: 5, n: 3 }, { id: 2, ts: 6, n: 3 })).toEqual([]);
});

test('values without keys have none', () => {
  expect(of(1, 2)).toEqual([]);
});
