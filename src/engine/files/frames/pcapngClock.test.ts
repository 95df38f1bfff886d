import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { PcapngClock } from './pcapngClock.ts';

const numRuns = tries(1000);
const LARGEST_LOW = 2 ** 32 - 1;
/** Keeps the seconds exact in a double for any unit. */
const LARGEST_HIGH = 2 ** 20;
const resolutions = [0, 3, 6, 7, 9, 10].map((exponent) => 10n ** BigInt(exponent));

it('converts every timestamp like a long division, independent of earlier ones', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...resolutions, 1n << 20n),
      fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }),
      fc.array(fc.tuple(fc.constantFrom(0, 415_000, LARGEST_HIGH), fc.nat({ max: LARGEST_LOW })), {
        minLength: 1,
      }),
      (perSecond, offset, times) => {
        const clock = new PcapngClock(perSecond, offset);
        for (const [high, low] of times) {
          const units = (BigInt(high) << 32n) + BigInt(low);
          expect(clock.timeOf(high, low)).toEqual({
            seconds: Number(units / perSecond + offset),
            nanoseconds: Number(((units % perSecond) * 1_000_000_000n) / perSecond),
          });
        }
      },
    ),
    { numRuns },
  );
});
