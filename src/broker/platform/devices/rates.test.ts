import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { Rate } from './rates.ts';

it('accepts exactly the limit in any span', () => {
  const pauses = fc.array(fc.nat(40), { maxLength: 400 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), pauses, (most, steps) => {
      const rate = new Rate(100);
      const taken: number[] = [];
      let now = 0;
      for (const step of steps) {
        now += step;
        const inSpan = taken.filter((time) => time > now - 100).length;
        expect(rate.takes(most, now)).toBe(inSpan < most);
        if (inSpan < most) taken.push(now);
      }
    }),
    { numRuns: tries(100) },
  );
});

it('accepts any number without a limit', () => {
  const rate = new Rate(100);
  expect(Array.from({ length: 1000 }, () => rate.takes(0, 1)).every(Boolean)).toBe(true);
});
