/** Whether a value fits what a thing model says of it. */
import { utf8Length } from '../../mqtt/utf8.ts';
import type { ThingType, ThingValue } from './thingModel.ts';

/** In English; `{…}` are arguments. */
export const VALUE_FAULTS = {
  'not-number': 'a number is expected',
  'not-integer': 'a whole number is expected',
  'below-min': 'it is below {min}',
  'above-max': 'it is above {max}',
  'not-named': 'it is none of {names}',
  'not-text': 'text is expected',
  'too-long': 'it has {length} bytes, and may have {most}',
  'not-date': 'milliseconds since 1970 are expected, as decimal text',
  'not-object': 'an object is expected',
  'unknown-member': 'the thing model has no such member',
  'not-array': 'a list is expected',
  'too-many': 'it has {length} items, and may have {most}',
} as const;
export type ValueFaultKey = keyof typeof VALUE_FAULTS;

export interface ValueFault {
  readonly key: ValueFaultKey;
  readonly args: Readonly<Record<string, string>>;
  /** From the value that was checked to the one that does not fit. */
  readonly path: readonly (string | number)[];
}

const INT32_MIN = -2_147_483_648;
const INT32_MAX = 2_147_483_647;

function fault(
  key: ValueFaultKey,
  args: Readonly<Record<string, string | number>> = {},
): ValueFault {
  const texts = Object.entries(args).map(([name, value]) => [name, String(value)] as const);
  return { key, args: Object.fromEntries(texts), path: [] };
}

function within(step: string | number, found: ValueFault | undefined): ValueFault | undefined {
  return found && { ...found, path: [step, ...found.path] };
}

/** Of objects from JSON. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type NumberType = Extract<ThingType, { readonly type: 'int' | 'float' | 'double' }>;

/** The step is what the values are shown with; sensors that measure finer are not refused for it. */
function checkNumber(type: NumberType, value: unknown): ValueFault | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return fault('not-number');
  if (type.type === 'int' && !Number.isInteger(value)) return fault('not-integer');
  const min = type.min ?? (type.type === 'int' ? INT32_MIN : undefined);
  const max = type.max ?? (type.type === 'int' ? INT32_MAX : undefined);
  if (min !== undefined && value < min) return fault('below-min', { min });
  return max !== undefined && value > max ? fault('above-max', { max }) : undefined;
}

/** An enum or a bool: numbers in JSON, true and false are none of them. */
function checkNamed(
  type: Extract<ThingType, { readonly type: 'enum' | 'bool' }>,
  value: unknown,
): ValueFault | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) return fault('not-integer');
  const names = namedValues(type);
  if (names === undefined || names.includes(value)) return undefined;
  return fault('not-named', { names: names.join(', ') });
}

/** undefined: any, as the model does not say. */
export function namedValues(
  type: Extract<ThingType, { readonly type: 'enum' | 'bool' }>,
): readonly number[] | undefined {
  if (type.names.size > 0) return [...type.names.keys()];
  return type.type === 'bool' ? [0, 1] : undefined;
}

function checkText(value: unknown, most: number | undefined): ValueFault | undefined {
  if (typeof value !== 'string') return fault('not-text');
  if (most === undefined) return undefined;
  const length = utf8Length(value);
  return length > most ? fault('too-long', { length, most }) : undefined;
}

function checkArray(
  type: Extract<ThingType, { readonly type: 'array' }>,
  value: unknown,
): ValueFault | undefined {
  if (!Array.isArray(value)) return fault('not-array');
  if (type.size !== undefined && value.length > type.size) {
    return fault('too-many', { length: value.length, most: type.size });
  }
  for (const [index, item] of value.entries()) {
    const found = checkValue(type.item, item);
    if (found !== undefined) return within(index, found);
  }
  return undefined;
}

/** undefined: it fits. Of several faults the first one. */
export function checkValue(type: ThingType, value: unknown): ValueFault | undefined {
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
      return typeof value === 'string' && /^\d{1,16}$/.test(value) ? undefined : fault('not-date');
    case 'struct':
      return checkValues(type.members, value);
    case 'array':
      return checkArray(type, value);
  }
}

/** Data of an event or a service, or a struct: members may be absent, others may not be there. */
export function checkValues(known: readonly ThingValue[], values: unknown): ValueFault | undefined {
  if (!isObject(values)) return fault('not-object');
  const types = new Map(known.map(({ identifier, type }) => [identifier, type]));
  for (const [name, value] of Object.entries(values)) {
    const type = types.get(name);
    const found = type === undefined ? fault('unknown-member') : checkValue(type, value);
    if (found !== undefined) return within(name, found);
  }
  return undefined;
}

/** The fault in words, from a table such as `VALUE_FAULTS`. */
export function valueFaultText(
  { key, args }: ValueFault,
  table: Readonly<Record<ValueFaultKey, string>> = VALUE_FAULTS,
): string {
  return table[key].replace(/\{(\w+)\}/g, (whole, name: string) => args[name] ?? whole);
}
