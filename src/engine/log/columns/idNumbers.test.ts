import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { IdNumbers } from './idNumbers.ts';

const anId = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 65_535 }));

test('behaves like a map with few or many entries', () => {
  const aStep = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(anId, fc.integer({ min: 1, max: 0xffff_ffff })) },
    { weight: 2, arbitrary: anId },
    { weight: 1, arbitrary: fc.constant('oldest' as const) },
  );
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 200, size: 'max' }), (steps) => {
      const wanted = new Map<number, number>();
      const found = new IdNumbers();
      const deleted: number[] = [];
      const sizes: [number, number][] = [];
      for (const step of steps) {
        if (typeof step === 'object') {
          wanted.set(...step);
          found.set(...step);
        } else {
          const [oldest = 0] = wanted.keys();
          const packetId = step === 'oldest' ? oldest : step;
          wanted.delete(packetId);
          found.delete(packetId);
          deleted.push(found.get(packetId));
        }
        sizes.push([found.size, wanted.size]);
      }
      for (const [size, due] of sizes) expect(size).toBe(due);
      for (const number of deleted) expect(number).toBe(0);
      expect(found.entries()).toEqual([...wanted].toSorted(([a], [b]) => a - b));
      for (const [packetId, number] of wanted) expect(found.get(packetId)).toBe(number);
    }),
    { numRuns: tries(100) },
  );
});
