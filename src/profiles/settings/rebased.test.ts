import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { rebased } from './rebased.ts';

interface Item {
  readonly id: string;
  readonly value: number;
}

const idOf = ({ id }: Item): string => id;
const list = fc.uniqueArray(
  fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), value: fc.nat(3) }),
  { selector: idOf },
);
const [a, b] = [
  { id: 'a', value: 1 },
  { id: 'b', value: 1 },
];

test('keeps what another tab added, changed and deleted', () => {
  const changed = { id: 'b', value: 2 };
  const added = { id: 'c', value: 3 };
  const own = { id: 'd', value: 4 };
  expect(rebased([changed, added], [a, b], [a, b, own], idOf)).toEqual([changed, own, added]);
});

test('an item that is changed here wins, and a deleted one does not return', () => {
  const changed = { id: 'a', value: 5 };
  expect(rebased([a, b], [a, b], [changed], idOf)).toEqual([changed]);
});

test('without a change elsewhere, the list becomes the changed one', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      expect(rebased(before, before, after, idOf)).toEqual(after);
    }),
    { numRuns: tries(1000) },
  );
});

test('without a change here, the list stays as stored, in any order', () => {
  fc.assert(
    fc.property(list, list, (stored, before) => {
      const kept = rebased(stored, before, before, idOf);
      expect(new Set(kept)).toEqual(new Set(stored));
    }),
    { numRuns: tries(1000) },
  );
});
