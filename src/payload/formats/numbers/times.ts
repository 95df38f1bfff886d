/**
 * Times as numbers: `time(ms)`, `time(s, uint32le)`. They are shown and compared in the notation of RFC 3339.
 */
import { decodeUtf8 } from '../../../base/utf8.ts';
import { BuiltTree, whole } from '../../tree/builtTree.ts';
import type { PayloadFormat } from '../../tree/format.ts';
import { momentText } from '../../tree/instants.ts';
import { scalar } from '../../tree/textValues.ts';
import { treeReading } from '../../tree/treeReading.ts';
import type { FixedType } from './fixedTypes.ts';
import { INTEGER_FORMS, integerAt } from './numberTypes.ts';

/** Units per second. */
const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['s', 1n],
  ['ms', 1000n],
  ['us', 1_000_000n],
  ['ns', 1_000_000_000n],
]);
export const TIME_UNITS: readonly string[] = [...UNITS.keys()];
/** The default number type. */
const USUAL = 'int64be';

/** Reason why a time type is invalid. */
export type TimeError = 'unit' | 'number';

/** @param number the name of a number type; default: 32 bits for seconds, else 64, highest byte first */
export function timeType(
  unit: string,
  number = unit === 's' ? 'uint32be' : USUAL,
): FixedType | TimeError {
  const perSecond = UNITS.get(unit);
  if (perSecond === undefined) return 'unit';
  const form = INTEGER_FORMS.get(number);
  if (form === undefined) return 'number';
  return {
    name: `time(${unit}, ${number})`,
    bytes: form.width,
    add(tree, payload, at, key) {
      const count = integerAt(payload, at, form);
      // A value outside the range of dates stays a number.
      const value = momentText(count, perSecond) ?? whole(count);
      tree.add({ value }, at, at + form.width, key);
    },
  };
}

/** A JSON number, possibly with white space around it. */
const DIGITS = /^\s*(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?\s*$/;

/** A time from a decimal number in text, which may have a fraction. */
export function timeInDigits(name: string, unit: string): PayloadFormat {
  const perSecond = UNITS.get(unit) ?? 1n;
  const reading = treeReading((payload) => {
    const text = decodeUtf8(payload) ?? '';
    const count = countIn(text);
    if (count === undefined) return { tree: undefined, error: { key: 'digits', offset: 0 } };
    const tree = new BuiltTree();
    const moment = momentText(count.digits, perSecond * count.parts);
    tree.add(moment === undefined ? scalar(text.trim()) : { value: moment }, 0, payload.length);
    return { tree };
  });
  return { id: name, name, extension: '.txt', ...reading };
}

/** The number as digits divided by `parts`, a power of ten. */
function countIn(text: string): { readonly digits: bigint; readonly parts: bigint } | undefined {
  const [found, sign = '', whole = '', fraction = '', exponent = '0'] = DIGITS.exec(text) ?? [];
  if (found === undefined) return undefined;
  const places = fraction.length - Number(exponent);
  const digits = BigInt(sign + whole + fraction) * 10n ** BigInt(Math.max(0, -places));
  return { digits, parts: 10n ** BigInt(Math.max(0, places)) };
}
