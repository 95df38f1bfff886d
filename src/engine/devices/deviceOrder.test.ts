import { expect, test } from 'vitest';
import { inTrees } from './deviceOrder.ts';
import type { DeviceRow } from './deviceRows.ts';

const row = (id: string, parent?: string, convention = 'a'): DeviceRow => ({
  convention,
  conventionName: convention,
  id,
  name: undefined,
  parent,
  depth: 0,
  root: id,
  topic: id,
  state: undefined,
  said: undefined,
  since: undefined,
  statePacket: 0,
  lastSeen: undefined,
  lastPacket: 0,
  messages: 0,
  parts: 0,
  alarms: 0,
});

test('lists devices below the one that reaches them, in the same convention', () => {
  const rows = [row('z'), row('y', 'z'), row('b', 'y'), row('c', 'gone'), row('a', 'z', 'other')];
  expect(inTrees(rows).map(({ id, depth }) => [id, depth])).toEqual([
    ['a', 0],
    ['c', 0],
    ['z', 0],
    ['y', 1],
    ['b', 2],
  ]);
});

test('lists devices with a cyclic or too deep path', () => {
  const cycle = [row('a', 'b'), row('b', 'a'), row('self', 'self')];
  expect(
    inTrees(cycle)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['a', 'b', 'self']);
  const deep = Array.from({ length: 5000 }, (_, at) => row(`n${at}`, `n${at - 1}`));
  expect(inTrees(deep)).toHaveLength(5000);
});
