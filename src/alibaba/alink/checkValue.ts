/** Checks values against the types of a thing model. */
import type { Localizable, NoArgs } from '../../base/message.ts';
import { utf8Length } from '../../base/utf8.ts';
import type { ThingType, ThingValue } from './thingModel.ts';

export interface ValueFaults {
  readonly 'not-number': NoArgs;
  readonly 'not-integer': NoArgs;
  readonly 'below-min': { readonly min: number };
  readonly 'above-max': { readonly max: number };
  readonly 'not-named': { readonly names: readonly number[] };
  readonly 'not-text': NoArgs;
  readonly 'too-long': { readonly length: number; readonly most: number };
  readonly 'not-date': NoArgs;
  readonly 'not-object': NoArgs;
  readonly 'unknown-member': NoArgs;
  readonly 'unknown-property': NoArgs;
  readonly 'unknown-event': NoArgs;
  /** A time next to a value, not part of one. */
  readonly 'not-time': NoArgs;
  readonly 'time-in-seconds': NoArgs;
  /** A parameter of a message that its documentation requires. */
  readonly missing: NoArgs;
  readonly 'not-documented': NoArgs;
  readonly 'not-array': NoArgs;
  readonly 'too-many': { readonly length: number; readonly most: number };
}

export interface ValueError<Key extends keyof ValueFaults = keyof ValueFaults> {
  readonly why: Localizable<ValueFaults, Key>;
  /** From the checked value to the part that does not fit. */
  readonly path: readonly (string | number)[];
}

const INT32_MIN = -2_147_483_648;
const INT32_MAX = 2_147_483_647;

function fault<Key extends keyof ValueFaults>(key: Key, args: ValueFaults[Key]): ValueError<Key> {
  return { why: { key, args }, path: [] };
}

function within(step: string | number, found: ValueError | undefined): ValueError | undefined {
  return found && { ...found, path: [step, ...found.path] };
}

/** Accepts objects from JSON. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type NumberType = Extract<ThingType, { readonly type: 'int' | 'float' | 'double' }>;

/** The step only affects display, so finer values of a sensor are accepted. */
function checkNumber(type: NumberType, value: unknown): ValueError | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return fault('not-number', {});
  if (type.type === 'int' && !Number.isInteger(value)) return fault('not-integer', {});
  const min = type.min ?? (type.type === 'int' ? INT32_MIN : undefined);
  const max = type.max ?? (type.type === 'int' ? INT32_MAX : undefined);
  if (min !== undefined && value < min) return fault('below-min', { min });
  return max !== undefined && value > max ? fault('above-max', { max }) : undefined;
}

/** Enums and bools are numbers in JSON; true and false are invalid. */
function checkNamed(
  type: Extract<ThingType, { readonly type: 'enum' | 'bool' }>,
  value: unknown,
): ValueError | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) return fault('not-integer', {});
  const names = namedValues(type);
  if (names === undefined || names.includes(value)) return undefined;
  return fault('not-named', { names });
}

/** undefined if the model allows any value. */
export function namedValues(
  type: Extract<ThingType, { readonly type: 'enum' | 'bool' }>,
): readonly number[] | undefined {
  if (type.names.size > 0) return [...type.names.keys()];
  return type.type === 'bool' ? [0, 1] : undefined;
}

function checkText(value: unknown, most: number | undefined): ValueError | undefined {
  if (typeof value !== 'string') return fault('not-text', {});
  if (most === undefined) return undefined;
  const length = utf8Length(value);
  return length > most ? fault('too-long', { length, most }) : undefined;
}

function checkArray(
  type: Extract<ThingType, { readonly type: 'array' }>,
  value: unknown,
): ValueError | undefined {
  if (!Array.isArray(value)) return fault('not-array', {});
  if (type.size !== undefined && value.length > type.size) {
    return fault('too-many', { length: value.length, most: type.size });
  }
  for (const [index, item] of value.entries()) {
    const found = checkValue(type.item, item);
    if (found !== undefined) return within(index, found);
  }
  return undefined;
}

/** Returns the first fault; undefined if the value fits. */
export function checkValue(type: ThingType, value: unknown): ValueError | undefined {
  switch (type.type) {
    case 'int':
    case 'float':
    case 'double':
      return checkNumber(type, value);
    case 'enum':
    case 'bool':
      return checkNamed(type, value);
    case 'text':
      return checkText(value, type.length);
    case 'date':
      return typeof value === 'string' && /^\d{1,16}$/.test(value)
        ? undefined
        : fault('not-date', {});
    case 'struct':
      return checkValues(type.members, value);
    case 'array':
      return checkArray(type, value);
  }
}

/** Checks the data of an event or service, or a struct: members may be absent, unknown ones are invalid. */
export function checkValues(known: readonly ThingValue[], values: unknown): ValueError | undefined {
  if (!isObject(values)) return fault('not-object', {});
  const types = new Map(known.map(({ identifier, type }) => [identifier, type]));
  for (const [name, value] of Object.entries(values)) {
    const type = types.get(name);
    const found = type === undefined ? fault('unknown-member', {}) : checkValue(type, value);
    if (found !== undefined) return within(name, found);
  }
  return undefined;
}
