/** Describes a value that does not fit the thing model. */
import type { Localizable } from '../../base/message.ts';
import { checkValue, isObject, type ValueError, type ValueFaults } from './checkValue.ts';
import { describeType } from './describeType.ts';
import type { ThingType, ThingValue } from './thingModel.ts';

export interface Misfit {
  /** `temperature`; inside a value `position.height`, `levels[3]`. */
  readonly path: string;
  readonly why: Localizable<ValueFaults>;
  /** The type in terms of TSL; undefined if the model does not define the name. */
  readonly expected: string | undefined;
  /** JSON text, truncated. */
  readonly came: string;
}

/** Limit of characters. */
const LONGEST = 120;

const cut = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;

/** @param source text of the value */
export function misfitOf(
  known: ThingValue | undefined,
  identifier: string,
  value: unknown,
  source: string,
): Misfit | undefined {
  if (known === undefined) {
    const why = { key: 'unknown-property', args: {} } as const;
    return { path: cut(identifier), why, expected: undefined, came: cut(source) };
  }
  const fault = checkValue(known.type, value);
  return fault && describe(fault, known.type, identifier, value, source);
}

/** The first mismatch in the data of an event or a service. */
export function misfitOfData(
  members: readonly ThingValue[],
  data: unknown,
  source: string,
): Misfit | undefined {
  const type = { type: 'struct', members } as const;
  const fault = checkValue(type, data);
  return fault && describe(fault, type, '', data, source);
}

function describe(
  { why, path }: ValueError,
  type: ThingType,
  identifier: string,
  value: unknown,
  source: string,
): Misfit {
  let at = value;
  let inner: ThingType | undefined = type;
  let name = identifier;
  for (const step of path) {
    at = memberAt(at, step);
    inner = inner && typeWithin(inner, step);
    name = typeof step === 'number' ? `${name}[${step}]` : name === '' ? step : `${name}.${step}`;
  }
  return {
    path: cut(name),
    why,
    expected: inner && cut(describeType(inner)),
    came: cut(path.length === 0 ? source : JSON.stringify(at)),
  };
}

function memberAt(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return value[Number(step)] as unknown;
  return isObject(value) ? value[step] : undefined;
}

function typeWithin(type: ThingType, step: string | number): ThingType | undefined {
  if (type.type === 'array') return type.item;
  return type.type === 'struct'
    ? type.members.find(({ identifier }) => identifier === step)?.type
    : undefined;
}
