/** Arbitrary thing models for property tests. */
import fc from 'fast-check';
import type { ThingModel, ThingType, ThingValue } from './thingModel.ts';

const identifier = fc.oneof(
  { weight: 9, arbitrary: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', '温度') },
);
const name = fc.string({ unit: 'grapheme', maxLength: 8 });
const unit = fc.constantFrom('°C', '%', 'km/h', '个');

/** Two numbers in order, without -0, which JSON text does not keep. */
function ordered(
  numbers: fc.Arbitrary<number>,
): fc.Arbitrary<{ readonly min: number; readonly max: number }> {
  return fc
    .tuple(numbers, numbers)
    .map(([a, b]) => ({ min: Math.min(a, b) + 0, max: Math.max(a, b) + 0 }));
}

const int = fc
  .tuple(
    ordered(fc.integer()),
    fc.record({ step: fc.integer({ min: 1, max: 500 }), unit }, { requiredKeys: [] }),
    fc.boolean(),
  )
  .map(([range, more, isBounded]): ThingType => {
    return { type: 'int', ...(isBounded && range), ...more };
  });

const real = fc
  .tuple(
    fc.constantFrom('float' as const, 'double' as const),
    fc.oneof(
      ordered(fc.double({ noNaN: true, noDefaultInfinity: true })),
      ordered(fc.integer({ min: -4000, max: 4000 }).map((value) => value / 10)),
    ),
    fc.record({ step: fc.constantFrom(0.1, 0.01, 0.5, 1, 2.5, 1e-7), unit }, { requiredKeys: [] }),
    fc.boolean(),
  )
  .map(([type, range, more, isBounded]): ThingType => {
    return { type, ...(isBounded && range), ...more };
  });

const named = fc
  .tuple(
    fc.constantFrom('enum' as const, 'bool' as const),
    fc.array(fc.tuple(fc.integer({ min: -9, max: 99 }), name), { maxLength: 4 }),
  )
  .map(([type, names]): ThingType => ({ type, names: new Map(names) }));

const text = fc.option(fc.nat(300), { nil: undefined }).map((length): ThingType => {
  return length === undefined ? { type: 'text' } : { type: 'text', length };
});

const date = fc.constant<ThingType>({ type: 'date' });

function distinct<T extends { readonly identifier: string }>(
  values: fc.Arbitrary<T>,
): fc.Arbitrary<T[]> {
  return fc.uniqueArray(values, { selector: (value) => value.identifier, maxLength: 4 });
}

export const thingTypes: fc.Arbitrary<ThingType> = fc.letrec<{
  type: ThingType;
  struct: ThingType;
  array: ThingType;
}>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(int, real, named, text, date),
    tie('struct'),
    tie('array'),
  ),
  struct: distinct(fc.record({ identifier, name, type: tie('type') })).map(
    (members): ThingType => ({ type: 'struct', members }),
  ),
  array: fc.tuple(tie('type'), fc.option(fc.nat(9), { nil: undefined })).map(([item, size]) => {
    return size === undefined ? { type: 'array', item } : { type: 'array', size, item };
  }),
})).type;

const values: fc.Arbitrary<readonly ThingValue[]> = distinct(
  fc.record({ identifier, name, type: thingTypes }),
);

function unlike<T extends { readonly identifier: string }>(
  things: fc.Arbitrary<T[]>,
  builtIn: readonly string[],
): fc.Arbitrary<T[]> {
  return things.map((list) => list.filter((thing) => !builtIn.includes(thing.identifier)));
}

export const thingModels: fc.Arbitrary<ThingModel> = fc.record({
  properties: distinct(
    fc.record({
      identifier,
      name,
      type: thingTypes,
      access: fc.constantFrom('r' as const, 'rw' as const),
      isRequired: fc.boolean(),
    }),
  ),
  events: unlike(
    distinct(
      fc.record({
        identifier,
        name,
        level: fc.constantFrom('info' as const, 'alert' as const, 'error' as const),
        output: values,
      }),
    ),
    ['post'],
  ),
  services: unlike(
    distinct(
      fc.record({
        identifier,
        name,
        call: fc.constantFrom('sync' as const, 'async' as const),
        input: values,
        output: values,
      }),
    ),
    ['set', 'get'],
  ),
});
