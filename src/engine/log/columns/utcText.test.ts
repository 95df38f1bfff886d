import fc from 'fast-check';
import { expect, it } from 'vitest';
import { utcText } from './utcText.ts';

const LATEST = 4_102_444_800_000_000;

it('writes times before and after 1970, in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -LATEST, max: LATEST })), (times) => {
      for (const time of times.flatMap((one) => [one, one + 1])) {
        const millis = Math.floor(time / 1000);
        expect(utcText(time).slice(0, -4)).toBe(new Date(millis).toISOString().slice(0, -1));
        expect(utcText(time).slice(-4)).toBe(`${String(time - millis * 1000).padStart(3, '0')}Z`);
      }
    }),
  );
});
