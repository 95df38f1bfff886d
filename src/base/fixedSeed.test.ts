import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isThorough } from './runs.testkit.ts';

it('gives property tests the same cases in each run, unless the run is thorough', () => {
  const cases = (): number[] => fc.sample(fc.integer(), 20);
  expect(JSON.stringify(cases()) === JSON.stringify(cases())).toBe(!isThorough);
});
