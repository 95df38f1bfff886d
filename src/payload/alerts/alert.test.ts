import { expect, test } from 'vitest';
import { type Condition, holds } from './alert.ts';

/** Whether it holds after each value. */
function course(condition: Condition, ...values: readonly (number | string | undefined)[]) {
  let was = false;
  return values.map((value) => (was = holds(condition, value, was)));
}

test('a limit begins beyond its value, and ends at it', () => {
  expect(course({ kind: 'above', value: 421 }, 421, 421.1, 421)).toEqual([false, true, false]);
  expect(course({ kind: 'below', value: 5 }, 5, 4, 5)).toEqual([false, true, false]);
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
