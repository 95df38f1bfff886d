/** Keywords for bounds of numbers. */
import { finite, type Keyword, number, ofNumbers, wrong } from './keyword.ts';

type Holds = (value: number, bound: number) => boolean;

/** In draft 4, a boolean makes the bound exclusive. */
const bound =
  (holds: Holds, exclusive: string, holdsExclusive: Holds): Keyword =>
  (value, context) => {
    const limit = number(value, context);
    const { draft, keyword, schema } = context;
    const isExclusive =
      draft === '4' && Object.hasOwn(schema, exclusive) && schema[exclusive] === true;
    const isWithin = isExclusive ? holdsExclusive : holds;
    return ofNumbers(
      (found, spot, evaluation) => isWithin(found, limit) || evaluation.fail(spot, keyword, value),
    );
  };

const exclusiveBound =
  (holds: Holds): Keyword =>
  (value, context) => {
    const { draft, keyword } = context;
    if (draft === '4') {
      if (typeof value !== 'boolean') throw wrong(context, 'boolean');
      return undefined;
    }
    const limit = number(value, context);
    return ofNumbers(
      (found, spot, evaluation) => holds(found, limit) || evaluation.fail(spot, keyword, value),
    );
  };

const multipleOf: Keyword = (value, context) => {
  if (typeof value !== 'number' || value <= 0) throw wrong(context, 'above-zero');
  finite(value, context);
  return ofNumbers(
    (found, spot, evaluation) =>
      isMultiple(found, value) || evaluation.fail(spot, 'multipleOf', value),
  );
};

/** Exact in decimals: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, divisor: number): boolean {
  if (!Number.isFinite(value)) return false;
  const [digits, exponent] = decimal(value);
  const [divisorDigits, divisorExponent] = decimal(divisor);
  const shift = exponent - divisorExponent;
  return shift >= 0
    ? (digits * 10n ** BigInt(shift)) % divisorDigits === 0n
    : digits % (divisorDigits * 10n ** BigInt(-shift)) === 0n;
}

/** Returns e.g. `[15n, -1]` for 1.5. */
function decimal(value: number): readonly [digits: bigint, exponent: number] {
  const [coefficient = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const [whole = '0', fraction = ''] = coefficient.split('.');
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}

const isAtLeast: Holds = (value, limit) => !(value < limit);
const isAbove: Holds = (value, limit) => !(value <= limit);
const isAtMost: Holds = (value, limit) => !(value > limit);
const isBelow: Holds = (value, limit) => !(value >= limit);

export const NUMBERS: readonly (readonly [string, Keyword])[] = [
  ['minimum', bound(isAtLeast, 'exclusiveMinimum', isAbove)],
  ['maximum', bound(isAtMost, 'exclusiveMaximum', isBelow)],
  ['exclusiveMinimum', exclusiveBound(isAbove)],
  ['exclusiveMaximum', exclusiveBound(isBelow)],
  ['multipleOf', multipleOf],
];
