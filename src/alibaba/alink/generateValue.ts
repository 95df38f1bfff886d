/** Generates values like measurements: in range, on step, each near the previous one. */
import { utf8Length } from '../../base/utf8.ts';
import { isObject, namedValues } from './checkValue.ts';
import type { ThingType, ThingValue } from './thingModel.ts';

/** Returns a number from 0 to below 1. */
type Chance = () => number;

type NumberType = Extract<ThingType, { readonly type: 'int' | 'float' | 'double' }>;

/** Default range for models without one, and limit for unbounded ranges. */
const USUAL_SPAN = 100;
const WIDEST_SPAN = 1_000_000;
/** Largest change of a value per call, as a fraction of its span. */
const STRIDE = 0.04;
const MOST_ITEMS = 4;

function rangeOf({ min, max }: NumberType): readonly [number, number] {
  if (min === undefined && max === undefined) return [0, USUAL_SPAN];
  const low = min ?? (max ?? 0) - USUAL_SPAN;
  const high = max ?? low + USUAL_SPAN;
  if (high - low <= WIDEST_SPAN) return [low, high];
  // Measurements do not cover the whole range of a type, so values near zero are used.
  const from = Math.min(Math.max(low, 0), high - USUAL_SPAN);
  return [from, Math.min(high, from + USUAL_SPAN)];
}

function stepOf(type: NumberType, span: number): number {
  if (type.type === 'int') return Math.max(1, Math.round(type.step ?? 1));
  return type.step ?? (span > 1 ? 0.1 : span / 10);
}

/** Number of decimals of a number. */
function decimals(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const behind = digits.split('.')[1]?.length ?? 0;
  return Math.min(20, Math.max(0, behind - Number(exponent)));
}

function generateNumber(type: NumberType, random: Chance, previous: unknown): number {
  const [low, high] = rangeOf(type);
  const step = stepOf(type, high - low);
  const steps = Math.floor((high - low) / step + 1e-9);
  if (!Number.isFinite(steps) || steps < 1) return low;
  const stride = Math.max(1, Math.round(steps * STRIDE));
  const before = typeof previous === 'number' ? Math.round((previous - low) / step) : undefined;
  const next =
    before === undefined
      ? Math.floor(random() * (steps + 1))
      : before + Math.round((random() * 2 - 1) * stride);
  const value = low + Math.min(Math.max(next, 0), steps) * step;
  const rounded = Number(value.toFixed(Math.max(decimals(low), decimals(step))));
  return Math.min(Math.max(rounded, low), high);
}

/** Switches and states mostly keep their value. */
function generateNamed(values: readonly number[], random: Chance, previous: unknown): number {
  const stays = values.some((value) => value === previous) && random() < 0.8;
  if (stays && typeof previous === 'number') return previous;
  return values[Math.floor(random() * values.length)] ?? 0;
}

function generateText(random: Chance, most: number): string {
  const text = `sample-${Math.floor(random() * 10_000)}`;
  return utf8Length(text) <= most ? text : text.slice(0, most);
}

function generateArray(
  type: Extract<ThingType, { readonly type: 'array' }>,
  random: Chance,
  previous: unknown,
  now: number,
): readonly unknown[] {
  const most = Math.min(type.size ?? MOST_ITEMS, MOST_ITEMS);
  const before: readonly unknown[] = Array.isArray(previous) ? previous : [];
  const length = before.length > 0 ? Math.min(before.length, most) : most;
  return Array.from({ length }, (_, index) => generateValue(type.item, random, before[index], now));
}

/** For properties, data of events and services, and structs. */
export function generateValues(
  known: readonly ThingValue[],
  random: Chance,
  previous?: unknown,
  now?: number,
): Readonly<Record<string, unknown>> {
  const entries = known.map(({ identifier, type }) => {
    const has = isObject(previous) && Object.hasOwn(previous, identifier);
    const before = has ? previous[identifier] : undefined;
    return [identifier, generateValue(type, random, before, now)] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * A value that `checkValue` accepts.
 * @param previous value of the same type to continue from
 * @param now ms since 1970, for dates
 */
export function generateValue(
  type: ThingType,
  random: Chance,
  previous?: unknown,
  now = 0,
): unknown {
  switch (type.type) {
    case 'int':
    case 'float':
    case 'double':
      return generateNumber(type, random, previous);
    case 'enum':
    case 'bool':
      return generateNamed(namedValues(type) ?? [0], random, previous);
    case 'text':
      return generateText(random, type.length ?? Number.POSITIVE_INFINITY);
    case 'date':
      return String(Math.max(0, Math.floor(now)));
    case 'struct':
      return generateValues(type.members, random, previous, now);
    case 'array':
      return generateArray(type, random, previous, now);
  }
}
