import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { checkValue, checkValues } from './checkValue.ts';
import { describeType } from './describeType.ts';
import { generateValue } from './generateValue.ts';
import type { ThingType } from './thingModel.ts';
import { thingTypes } from './tsl.testkit.ts';

const TEMPERATURE: ThingType = { type: 'float', min: -40, max: 120, step: 0.1, unit: '°C' };
const SWITCH: ThingType = {
  type: 'bool',
  names: new Map([
    [0, 'off'],
    [1, 'on'],
  ]),
};
const COLOUR: ThingType = {
  type: 'struct',
  members: [{ identifier: 'red', name: 'red', type: { type: 'int', min: 0, max: 255 } }],
};

describe('values that fit', () => {
  test.each<[ThingType, unknown]>([
    [TEMPERATURE, 21.537],
    [TEMPERATURE, -40],
    [{ type: 'int' }, 2_147_483_647],
    [SWITCH, 1],
    [{ type: 'bool', names: new Map() }, 0],
    [{ type: 'enum', names: new Map() }, 17],
    [{ type: 'text', length: 3 }, '中'],
    [{ type: 'date' }, '1700000000000'],
    [COLOUR, {}],
    [{ type: 'array', size: 2, item: COLOUR }, [{ red: 1 }, { red: 2 }]],
  ])('%j accepts %j', (type, value) => {
    expect(checkValue(type, value)).toBe(undefined);
  });

  test.each<[ThingType, unknown, string, (string | number)[]]>([
    [TEMPERATURE, '21', 'not-number', []],
    [TEMPERATURE, null, 'not-number', []],
    [TEMPERATURE, -40.1, 'below-min', []],
    [TEMPERATURE, 121, 'above-max', []],
    [{ type: 'int' }, 1.5, 'not-integer', []],
    [{ type: 'int' }, 2_147_483_648, 'above-max', []],
    [SWITCH, true, 'not-integer', []],
    [SWITCH, 2, 'not-named', []],
    [{ type: 'text' }, 1, 'not-text', []],
    [{ type: 'text', length: 2 }, '中', 'too-long', []],
    [{ type: 'date' }, 1_700_000_000_000, 'not-date', []],
    [COLOUR, [], 'not-object', []],
    [COLOUR, { green: 1 }, 'unknown-member', ['green']],
    [{ type: 'array', item: COLOUR }, [{}, { red: 256 }], 'above-max', [1, 'red']],
    [{ type: 'array', size: 1, item: COLOUR }, [{}, {}], 'too-many', []],
    [{ type: 'array', item: COLOUR }, {}, 'not-array', []],
  ])('%j rejects %j: %s', (type, value, key, path) => {
    expect(checkValue(type, value)).toMatchObject({ why: { key }, path });
  });

  test.each<[ThingType, unknown, object]>([
    [TEMPERATURE, -40.1, { min: -40 }],
    [{ type: 'int' }, 2_147_483_648, { max: 2_147_483_647 }],
    [SWITCH, 2, { names: [0, 1] }],
    [{ type: 'text', length: 2 }, '中', { length: 3, most: 2 }],
    [{ type: 'array', size: 1, item: COLOUR }, [{}, {}], { length: 2, most: 1 }],
  ])('%j reports for %j the valid range: %j', (type, value, args) => {
    expect(checkValue(type, value)?.why.args).toEqual(args);
  });

  test('names of built-in properties are ordinary names', () => {
    const value: unknown = JSON.parse('{"__proto__": 1}');
    expect(checkValues([], value)).toMatchObject({
      why: { key: 'unknown-member' },
      path: ['__proto__'],
    });
    const known = [{ identifier: '__proto__', name: '', type: SWITCH }];
    expect(checkValues(known, value)).toBe(undefined);
  });
});

/** A seeded generator of random numbers. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

test('generated values fit their type, and numbers are on step', () => {
  fc.assert(
    fc.property(thingTypes, fc.integer(), (type, seed) => {
      expect(checkValue(type, generateValue(type, chance(seed)))).toBe(undefined);
    }),
    { numRuns: tries(300) },
  );
  const random = chance(7);
  const seen = Array.from({ length: 200 }, () => String(generateValue(TEMPERATURE, random)));
  for (const value of seen) expect(value).toMatch(/^-?\d+(\.\d)?$/);
  expect(new Set(seen).size).toBeGreaterThan(50);
});

test('a type on one line', () => {
  expect(describeType(TEMPERATURE)).toBe('float -40 … 120 °C / 0.1');
  expect(describeType({ type: 'int', min: 0 })).toBe('int 0 … ∞');
  expect(describeType(SWITCH)).toBe('bool 0 off · 1 on');
  expect(describeType({ type: 'enum', names: new Map() })).toBe('enum');
  expect(describeType({ type: 'text', length: 64 })).toBe('text ≤ 64 B');
  expect(describeType({ type: 'array', size: 10, item: COLOUR })).toBe(
    'array ≤ 10 × struct { red: int 0 … 255 }',
  );
});
