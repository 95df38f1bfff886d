import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { AXIS_CHOICES, type AxisChoice } from '../../../profiles/settings/chartLimits.ts';
import { type AxisById, axesFor, type Ranged } from './axes.ts';

const NONE: AxisById = new Map();
const value = (id: string, min: number, max: number, choice: AxisChoice = 'auto'): Ranged => ({
  id,
  choice,
  min,
  max,
});
const axes = (values: readonly Ranged[], before = NONE) =>
  Object.fromEntries(axesFor(values, before));

describe('values have an axis each', () => {
  test.each([
    ['15 to 25 with 1,200', value('a', 15, 25), value('b', 1200, 1200)],
    ['20 to 25 with 1,005', value('a', 20, 25), value('b', 1000, 1005)],
    ['1,200 with 15 to 25', value('a', 1200, 1200), value('b', 15, 25)],
    ['0 to 9.9 with 0 to 100', value('a', 0, 9.9), value('b', 0, 100)],
    ['-1,000 with 1 to 2', value('a', -1000, -1000), value('b', 1, 2)],
  ])('if one would be flat: %s', (_, one, other) => {
    expect(axes([one, other])).toEqual({ a: 'left', b: 'right' });
  });

  test.each([
    ['20 to 25 with 22', value('a', 20, 25), value('b', 22, 22)],
    ['0 to 10 with 0 to 100', value('a', 0, 10), value('b', 0, 100)],
    ['two constants', value('a', 1, 1), value('b', 1000, 1000)],
  ])('but not otherwise: %s', (_, one, other) => {
    expect(axes([one, other])).toEqual({ a: 'left', b: 'left' });
  });
});

test('several values share two axes by their size', () => {
  const [cold, warm, speed, power] = [
    value('cold', 15, 20),
    value('warm', 22, 25),
    value('speed', 1000, 1200),
    value('power', 900, 1500),
  ];
  const parted = { cold: 'left', warm: 'left', speed: 'right', power: 'right' };
  expect(axes([cold, speed, warm, power])).toEqual(parted);
});

test('a chosen axis is kept, and the others go beside it', () => {
  expect(axes([value('a', 15, 25, 'left'), value('b', 1200, 1200, 'left')])).toEqual({
    a: 'left',
    b: 'left',
  });
  expect(
    axes([value('a', 1200, 1300, 'right'), value('b', 15, 25), value('c', 1100, 1150)]),
  ).toEqual({
    a: 'right',
    b: 'left',
    c: 'right',
  });
});

test('the axes of a live chart do not change to and fro', () => {
  const apart = axesFor([value('a', 0, 9), value('b', 0, 100)], NONE);
  expect(apart.get('b')).toBe('right');
  const later = axesFor([value('a', 0, 15), value('b', 0, 100)], apart);
  expect(later).toBe(apart);
  const together = axesFor([value('a', 0, 25), value('b', 0, 100)], later);
  expect(together.get('b')).toBe('left');
  expect(axesFor([value('a', 0, 15), value('b', 0, 100)], together)).toBe(together);
});

const someValues = fc.array(
  fc
    .record({
      choice: fc.constantFrom(...AXIS_CHOICES),
      from: fc.integer({ min: -2000, max: 2000 }),
      length: fc.integer({ min: 0, max: 2000 }),
    })
    .map(({ choice, from, length }) => ({ choice, min: from, max: from + length })),
  { minLength: 1, maxLength: 8 },
);

/** The least share of its axis that a value takes. */
function leastShare(values: readonly Ranged[], chosen: AxisById): number {
  const shares = values.map(({ id, min, max }) => {
    const beside = values.filter((one) => chosen.get(one.id) === chosen.get(id));
    const all = beside.flatMap((one) => [one.min, one.max]);
    return max === min ? 1 : (max - min) / (Math.max(...all) - Math.min(...all));
  });
  return Math.min(...shares);
}

test('chosen axes are kept, nothing is flatter than on one axis, and two values are never flat', () => {
  fc.assert(
    fc.property(someValues, (some) => {
      const values = some.map((one, at) => ({ ...one, id: `${at}` }));
      const chosen = axesFor(values, NONE);
      const fixed = values.filter(({ choice }) => choice !== 'auto');
      expect(fixed.map(({ id }) => chosen.get(id))).toEqual(fixed.map(({ choice }) => choice));
      const one: AxisById = new Map(
        values.map(({ id, choice }) => [id, choice === 'auto' ? 'left' : choice]),
      );
      const onOne = leastShare(values, one);
      const isFlat = onOne < 0.1;
      expect(leastShare(values, chosen)).toBeGreaterThanOrEqual(onOne);
      expect(isFlat ? one : chosen).toEqual(one);
      const areTwo = fixed.length === 0 && values.length === 2;
      expect(areTwo ? leastShare(values, chosen) : 1).toBeGreaterThanOrEqual(0.1);
      // The result of a chart that stands still stays.
      expect(axesFor(values, chosen)).toBe(chosen);
    }),
    { numRuns: tries(300) },
  );
});
