import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { ByteRuns, runSize } from './byteRuns.ts';

const size = fc.oneof(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 40_000 }));

test('runs in use never overlap after any frees', () => {
  const step = fc.oneof(fc.record({ take: size }), fc.record({ back: fc.nat(60) }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const runs = new ByteRuns();
      const used: { run: number; size: number; mark: number }[] = [];
      let mark = 0;
      for (const each of steps) {
        if ('take' in each) {
          const bytes = runSize(each.take);
          const run = runs.take(bytes);
          mark = (mark % 255) + 1;
          runs.bytes(run).fill(mark, runs.start(run), runs.start(run) + bytes);
          used.push({ run, size: bytes, mark });
        } else if (used.length > 0) {
          const [gone] = used.splice(each.back % used.length, 1);
          if (gone) runs.giveBack(gone.run);
        }
        for (const { run, size: bytes, mark: own } of used) {
          const start = runs.start(run);
          expect(
            runs
              .bytes(run)
              .subarray(start, start + bytes)
              .every((byte) => byte === own),
          ).toBe(true);
        }
      }
    }),
    { numRuns: tries(300) },
  );
});

test('a run has at least the requested size', () => {
  const sizes = Array.from({ length: 40_000 }, (_, bytes) => bytes + 1);
  expect(sizes.filter((bytes) => runSize(bytes) < bytes)).toEqual([]);
});

test('freed runs are reused', () => {
  const runs = new ByteRuns();
  const buffers = new Set<unknown>();
  for (let round = 0; round < 50; round += 1) {
    const taken = Array.from({ length: 300 }, () => runs.take(runSize(1000)));
    for (const run of taken) buffers.add(runs.bytes(run));
    for (const run of taken.slice(round % 2)) runs.giveBack(run);
  }
  expect(buffers.size).toBeLessThan(300);
});
