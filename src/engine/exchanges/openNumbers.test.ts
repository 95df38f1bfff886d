import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { OpenNumbers } from './openNumbers.ts';

const aNumber = fc.oneof(
  fc.integer({ min: 1, max: 100 }),
  fc.integer({ min: 1, max: 10_000 }),
  fc.integer({ min: 1, max: 2 ** 33 }),
);

test('iterates open exchanges in ascending order after any changes', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), aNumber), { maxLength: 300, size: 'max' });
  fc.assert(
    fc.property(steps, fc.boolean(), (taken, isEmptied) => {
      const wanted = new Set<number>();
      const open = new OpenNumbers();
      const had: [boolean, boolean][] = [];
      const change = (isAdded: boolean, number: number): void => {
        had.push([open.has(number), wanted.has(number)]);
        if (isAdded) {
          wanted.add(number);
          open.add(number);
        } else {
          wanted.delete(number);
          open.delete(number);
        }
        had.push([open.has(number), isAdded]);
      };
      for (const [isAdded, number] of taken) change(isAdded, number);
      if (isEmptied) for (const number of wanted) change(false, number);
      for (const [seen, due] of had) expect(seen).toBe(due);
      expect([...open]).toEqual([...wanted].toSorted((a, b) => a - b));
      expect(open.size).toBe(wanted.size);
    }),
    { numRuns: tries(60) },
  );
});
