import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { type Condition, holds } from './alert.ts';

/** Whether it holds after each value. */
function course(condition: Condition, ...values: readonly (number | string | undefined)[]) {
  let was = false;
  return values.map((value) => (was = holds(condition, value, was)));
}

test('a limit starts above its value and ends at the other one', () => {
  const condition = { kind: 'above', value: 421, ends: 420 } as const;
  expect(course(condition, 421, 421.1, 420.5, 420, 420.5)).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
  expect(course({ kind: 'below', value: 5, ends: 7 }, 5, 4, 6, 7, 6)).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
});

test('a text does not end a limit, and is not a number', () => {
  expect(course({ kind: 'above', value: 1 }, 2, '0', undefined, 0)).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(course({ kind: 'not-number' }, 1, '1', undefined)).toEqual([false, true, true]);
  expect(course({ kind: 'contains', text: 'err' }, 'an error', 'ok', 7)).toEqual([
    true,
    false,
    false,
  ]);
});

test('a limit whose end lies beyond it never flickers at one value', () => {
  fc.assert(
    fc.property(fc.double(), fc.double(), fc.double(), (value, ends, now) => {
      for (const kind of ['above', 'below'] as const) {
        const condition = { kind, value, ends };
        const after = holds(condition, now, false);
        expect(holds(condition, now, after)).toBe(after);
      }
    }),
    { numRuns: tries(100) },
  );
});
