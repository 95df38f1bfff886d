/** The exact difference of two numbers: 71.8 - 71.3 is 0.5, and 2^63 - 1 keeps every digit. */

import { Decimal } from '../../../base/decimal.ts';
import { withoutEnd } from '../../../base/withoutEnd.ts';
import type { TreeValue } from '../valueTree.ts';

const PARTS = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/** Limit of digits on either side of the point; more would not be read. */
const MOST_DIGITS = 60;
/** Limit of characters in a difference. */
const LONGEST = 18;

interface Scaled {
  readonly digits: bigint;
  /** The value is `digits` divided by ten to this power. */
  readonly places: number;
}

/** With a sign, `+0.5`; `0` if equal; undefined if either is not a number. */
export function difference(
  previous: TreeValue | undefined,
  current: TreeValue | undefined,
): string | undefined {
  const before = scaled(previous);
  const after = scaled(current);
  if (before === undefined || after === undefined) return undefined;
  const places = Math.max(before.places, after.places);
  const gap = raised(after, places) - raised(before, places);
  if (gap === 0n) return '0';
  const size = written(gap < 0n ? -gap : gap, places);
  return `${gap < 0n ? '−' : '+'}${size}`;
}

function scaled(value: TreeValue | undefined): Scaled | undefined {
  if (typeof value !== 'number' && !(value instanceof Decimal)) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] = PARTS.exec(String(value)) ?? [];
  const exponent = Number(power);
  if (whole === '' && fraction === '') return undefined;
  if (whole.length + fraction.length + Math.abs(exponent) > MOST_DIGITS) return undefined;
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  const places = fraction.length - exponent;
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}

const raised = ({ digits, places }: Scaled, to: number): bigint =>
  digits * 10n ** BigInt(to - places);

function written(size: bigint, places: number): string {
  const digits = size.toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = withoutEnd(digits.slice(digits.length - places), '0');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return text.length > LONGEST ? Number(text).toPrecision(6) : text;
}
