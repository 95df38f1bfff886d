import { expect, test } from 'vitest';
import { topicRow } from './rows.testkit.ts';
import { nextTrails, type Trails } from './useTrails.ts';

test('a trail holds the last five seconds of the rows on screen', () => {
  let trails: Trails = new Map();
  for (const rate of [1, 2, 3, 4, 5, 6])
    trails = nextTrails(trails, [topicRow('a', { rate }), topicRow(`passing-${rate}`, { rate })]);
  expect([...trails]).toEqual([
    ['a', [2, 3, 4, 5, 6]],
    ['passing-6', [6]],
  ]);
});
