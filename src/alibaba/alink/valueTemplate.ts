/** Writes values of a thing model as templates, so that each message of a repeat has new values in range. */
import { namedValues } from './checkValue.ts';
import { decimals, type NumberType, rangeOf, stepOf } from './generateValue.ts';
import type { ThingType, ThingValue } from './thingModel.ts';

/** Largest change of a number from one message to the next, as a fraction of its range. */
const STRIDE = 0.04;
/** Numbers of a template have at most this many digits without their decimal point. */
const MOST_DIGITS = 15;

/**
 * JSON text of an object with one member per value, each on its own line.
 * @param fixed values to write instead of templates
 * @param indent blanks before the closing brace
 */
export function valuesTemplate(
  known: readonly ThingValue[],
  fixed: Readonly<Record<string, unknown>> = {},
  indent = 0,
): string {
  if (known.length === 0) return '{}';
  const margin = ' '.repeat(indent + 2);
  const members = known.map(({ identifier, type }) => {
    const value = Object.hasOwn(fixed, identifier)
      ? literal(fixed[identifier])
      : valueTemplate(type, indent + 2);
    return `${margin}${literal(identifier)}: ${value}`;
  });
  return `{\n${members.join(',\n')}\n${' '.repeat(indent)}}`;
}

/** `{{{{` stands for `{{`. */
export const literal = (value: unknown): string => JSON.stringify(value).replaceAll('{{', '{{{{');

function valueTemplate(type: ThingType, indent: number): string {
  switch (type.type) {
    case 'int':
    case 'float':
    case 'double':
      return numberTemplate(type);
    case 'enum':
    case 'bool':
      return `{{choice ${(namedValues(type) ?? [0]).join(' ')}}}`;
    case 'text':
      return literal('sample'.slice(0, type.length));
    case 'date':
      return '"{{now}}"';
    case 'struct':
      return valuesTemplate(type.members, {}, indent);
    case 'array':
      return type.size === 0 ? '[]' : `[${valueTemplate(type.item, indent)}]`;
  }
}

function numberTemplate(type: NumberType): string {
  const [low, high] = rangeOf(type);
  const step = stepOf(type, high - low);
  const places = Math.max(decimals(low), decimals(high), decimals(step));
  const fixed = (value: number): string => value.toFixed(places);
  const isWritable = [low, high].every(
    (each) => fixed(each).replace(/\D/g, '').length <= MOST_DIGITS,
  );
  if (!isWritable || low >= high) return String(low);
  const stride = Math.max(step, Math.round(((high - low) * STRIDE) / step) * step);
  return `{{walk ${fixed(low)}..${fixed(high)} ${fixed(stride)}}}`;
}
