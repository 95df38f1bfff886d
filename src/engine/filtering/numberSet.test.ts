import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { NumberSet } from './numberSet.ts';

const FIRST = 5_000_000_000;
const near = fc.oneof(fc.nat(100), fc.nat(20_000));
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ add: near }) },
  { weight: 3, arbitrary: fc.record({ remove: near }) },
  { weight: 1, arbitrary: fc.record({ below: near }) },
  { weight: 1, arbitrary: fc.record({ run: near }) },
  {
    weight: 3,
    arbitrary: fc.record({ from: near, mask: fc.uint8Array({ max: 1, maxLength: 100 }) }),
  },
);

test('behaves like an ordered set', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.array(near), (steps, asked) => {
      const set = new NumberSet();
      const model = new Set<number>();
      /** Actual and expected results. */
      const said: [number | boolean, number | boolean][] = [];
      for (const each of steps) {
        if ('add' in each) {
          said.push([set.add(FIRST + each.add), !model.has(FIRST + each.add)]);
          model.add(FIRST + each.add);
        } else if ('remove' in each) {
          said.push([set.delete(FIRST + each.remove), model.delete(FIRST + each.remove)]);
        } else if ('below' in each) {
          const gone = [...model].filter((number) => number < FIRST + each.below);
          for (const number of gone) model.delete(number);
          said.push([set.dropBelow(FIRST + each.below), gone.length]);
        } else if ('mask' in each) {
          set.addAll(FIRST + each.from, each.mask, each.mask.length);
          for (const [place, is] of each.mask.entries()) {
            if (is === 1) model.add(FIRST + each.from + place);
          }
        } else {
          for (let number = FIRST + each.run; number < FIRST + each.run + 70; number += 1) {
            set.add(number);
            model.add(number);
          }
        }
      }
      expect(said.map(([answer]) => answer)).toEqual(said.map(([, wanted]) => wanted));
      const sorted = [...model].toSorted((a, b) => a - b);
      expect(set.size).toBe(sorted.length);
      expect(sorted.map((_, place) => set.at(place))).toEqual(sorted);
      expect([set.at(-1), set.at(sorted.length)]).toEqual([undefined, undefined]);
      for (const offset of asked) {
        const number = FIRST + offset;
        expect([set.has(number), set.rank(number), set.next(number)]).toEqual([
          model.has(number),
          sorted.filter((one) => one < number).length,
          sorted.find((one) => one >= number),
        ]);
      }
    }),
    { numRuns: tries(200) },
  );
});

test('stays small as numbers grow, and is empty after Clear', () => {
  const set = new NumberSet();
  for (let number = 0; number < 1_000_000; number += 10) {
    set.add(number);
    if (number % 1000 === 0) set.dropBelow(number - 5000);
  }
  expect([set.at(0), set.rank(1_000_000)]).toEqual([994_000, 600]);
  set.clear();
  expect([set.size, set.has(999_990), set.next(0)]).toEqual([0, false, undefined]);
  set.add(7);
  expect(set.at(0)).toBe(7);
});
