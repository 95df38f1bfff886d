/** Converts a value for a chart: to a number or a named state. */
import { Decimal, holdsLongNumber } from '../../base/decimal.ts';
import { CONTAINER, type PayloadReader } from '../../payload/tree/format.ts';

/** Maximum characters of a state name. */
const LONGEST_NAME = 64;
const NUMBER = /^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:e[+-]?\d{1,3})?$/i;

export type Plottable =
  /** `exact`: the digits, if a double cannot hold them all. */
  | { readonly kind: 'number'; readonly value: number; readonly exact?: string }
  | { readonly kind: 'name'; readonly name: string };

/** undefined: the value cannot be drawn. */
export function plottable(found: ReturnType<PayloadReader>): Plottable | undefined {
  if (typeof found === 'number')
    return Number.isFinite(found) ? { kind: 'number', value: found } : undefined;
  if (typeof found === 'boolean') return { kind: 'name', name: String(found) };
  if (typeof found === 'string') return stateOf(found);
  return found instanceof Decimal ? ofDigits(found.toString()) : undefined;
}

/** A payload that is nothing but text: some devices send `+5` or `007`. */
export function plottableText(text: string): Plottable | undefined {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? ofDigits(trimmed) : stateOf(trimmed);
}

/** A text inside a value is never a number: `"21.30"` after numbers is a fault that users look for. */
function stateOf(text: string): Plottable | undefined {
  const trimmed = text.trim();
  return trimmed === '' || trimmed.length > LONGEST_NAME
    ? undefined
    : { kind: 'name', name: trimmed };
}

function ofDigits(text: string): Plottable | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  return { kind: 'number', value, ...(holdsLongNumber(text) && { exact: text }) };
}

/** Tells views which values can be charted. */
export function isPlottable(found: ReturnType<PayloadReader>): boolean {
  return found !== CONTAINER && plottable(found) !== undefined;
}
