import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moved, zoomed } from './zoom.ts';

const WHOLE = { from: 1_000_000, to: 9_000_000 };

test('zooming keeps the point under the pointer in place', () => {
  const span = { from: 2_000_000, to: 6_000_000 };
  expect(zoomed(span, 0.5, 3_000_000, WHOLE)).toEqual({ from: 2_500_000, to: 4_500_000 });
  expect(zoomed(span, 0.5, 6_000_000, WHOLE)).toEqual({ from: 4_000_000, to: 6_000_000 });
});

test('zooming and moving stay within the data, at most down to a millisecond', () => {
  const some = fc.record({
    factor: fc.double({ min: 0.01, max: 20, noNaN: true }),
    part: fc.double({ min: -5, max: 5, noNaN: true }),
    around: fc.integer({ min: 0, max: 10_000_000 }),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 20 }), (steps) => {
      let span = { from: 2_000_000, to: 6_000_000 };
      for (const { factor, part, around } of steps) {
        span = moved(zoomed(span, factor, around, WHOLE), part, WHOLE);
        expect(span.from).toBeGreaterThanOrEqual(WHOLE.from - 1);
        expect(span.to).toBeLessThanOrEqual(WHOLE.to + 1);
        expect(span.to - span.from).toBeGreaterThanOrEqual(999);
      }
    }),
  );
});
