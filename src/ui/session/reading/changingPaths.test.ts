import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { changingPaths } from './changingPaths.ts';

const of = (...values: readonly unknown[]) =>
  changingPaths(values.map((value) => ({ payload: encodeUtf8(JSON.stringify(value)) })));

test('keys that change most are first, then constant ones, times and message numbers last', () => {
  expect(
    of(
      { ts: 1, state: 'run', temp: 20, oil: { level: 1 }, site: 'hz' },
      { ts: 2, state: 'run', temp: 21, oil: { level: 2 }, site: 'hz' },
      { ts: 3, state: 'off', temp: 22, oil: { level: 2 }, site: 'hz' },
    ),
  ).toEqual([['temp'], ['oil', 'level'], ['state'], ['site'], ['ts']]);
});

test('values without keys have none', () => {
  expect(of(1, 2)).toEqual([]);
});
