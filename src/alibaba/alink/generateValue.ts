/** Generates values like measurements: in range and on step. */
import { utf8Length } from '../../base/utf8.ts';
import { namedValues } from './checkValue.ts';
import type { ThingType, ThingValue } from './thingModel.ts';

/** Returns a number from 0 to below 1. */
type Chance = () => number;

export type NumberType = Extract<ThingType, { readonly type: 'int' | 'float' | 'double' }>;

/** Default range for models without one, and limit for unbounded ranges. */
const USUAL_SPAN = 100;
const WIDEST_SPAN = 1_000_000;
const MOST_ITEMS = 4;

export function rangeOf({ min, max }: NumberType): readonly [number, number] {
  if (min === undefined && max === undefined) return [0, USUAL_SPAN];
  const low = min ?? (max ?? 0) - USUAL_SPAN;
  const high = max ?? low + USUAL_SPAN;
  if (high - low <= WIDEST_SPAN) return [low, high];
  // Measurements do not cover the whole range of a type, so values near zero are used.
  const from = Math.min(Math.max(low, 0), high - USUAL_SPAN);
  return [from, Math.min(high, from + USUAL_SPAN)];
}

export function stepOf(type: NumberType, span: number): number {
  if (type.type === 'int') return Math.max(1, Math.round(type.step ?? 1));
  return type.step ?? (span > 1 ? 0.1 : span / 10);
}

/** Number of decimals of a number. */
export function decimals(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const behind = digits.split('.')[1]?.length ?? 0;
  return Math.min(20, Math.max(0, behind - Number(exponent)));
}

function generateNumber(type: NumberType, random: Chance): number {
  const [low, high] = rangeOf(type);
  const step = stepOf(type, high - low);
  const steps = Math.floor((high - low) / step + 1e-9);
  if (!Number.isFinite(steps) || steps < 1) return low;
  const value = low + Math.floor(random() * (steps + 1)) * step;
  const rounded = Number(value.toFixed(Math.max(decimals(low), decimals(step))));
  return Math.min(Math.max(rounded, low), high);
}

function generateText(random: Chance, most: number): string {
  const text = `sample-${Math.floor(random() * 10_000)}`;
  return utf8Length(text) <= most ? text : text.slice(0, most);
}

/** For properties, data of events and services, and structs. */
export function generateValues(
  known: readonly ThingValue[],
  random: Chance,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    known.map(({ identifier, type }) => [identifier, generateValue(type, random)] as const),
  );
}

/** A value that `checkValue` accepts. */
export function generateValue(type: ThingType, random: Chance): unknown {
  switch (type.type) {
    case 'int':
    case 'float':
    case 'double':
      return generateNumber(type, random);
    case 'enum':
    case 'bool': {
      const values = namedValues(type) ?? [0];
      return values[Math.floor(random() * values.length)] ?? 0;
    }
    case 'text':
      return generateText(random, type.length ?? Number.POSITIVE_INFINITY);
    case 'date':
      return '0';
    case 'struct':
      return generateValues(type.members, random);
    case 'array': {
      const length = Math.min(type.size ?? MOST_ITEMS, MOST_ITEMS);
      return Array.from({ length }, () => generateValue(type.item, random));
    }
  }
}
