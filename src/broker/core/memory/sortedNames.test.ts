import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { SortedNames } from './sortedNames.ts';

test('names are sorted after any changes between two requests', () => {
  const change = fc.record({ name: fc.string({ maxLength: 2 }), isThere: fc.boolean() });
  const round = fc.oneof(
    fc.array(change, { maxLength: 20 }),
    fc.array(change, { minLength: 250, maxLength: 300 }),
  );
  fc.assert(
    fc.property(fc.array(round, { maxLength: 6 }), (rounds) => {
      const names = new Set<string>();
      const sorted = new SortedNames({ has: (name) => names.has(name), names: () => names });
      for (const changes of rounds) {
        for (const { name, isThere } of changes) {
          if (isThere) names.add(name);
          else names.delete(name);
          sorted.changed(name);
        }
        expect(sorted.all).toEqual([...names].sort());
      }
    }),
    { numRuns: tries(300) },
  );
});
