/** Times as numbers: `time(ms)`, `time(s, uint32le)`. Shown, and compared, as RFC 3339 writes them. */
import { whole } from './builtTree.ts';
import type { FixedType } from './fixedTypes.ts';
import { momentText } from './instants.ts';
import { INTEGER_FORMS, integerAt } from './numberTypes.ts';

/** Units to a second. */
const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['s', 1n],
  ['ms', 1000n],
  ['us', 1_000_000n],
  ['ns', 1_000_000_000n],
]);
export const TIME_UNITS: readonly string[] = [...UNITS.keys()];
/** Where nothing else is said. */
const USUAL = 'int64be';

/** Why there is no such type. */
export type TimeFault = 'unit' | 'number';

/** @param number the name of a number type; of seconds usually 32 bits, else 64, with the highest byte first */
export function timeType(
  unit: string,
  number = unit === 's' ? 'uint32be' : USUAL,
): FixedType | TimeFault {
  const perSecond = UNITS.get(unit);
  if (perSecond === undefined) return 'unit';
  const form = INTEGER_FORMS.get(number);
  if (form === undefined) return 'number';
  return {
    name: `time(${unit}, ${number})`,
    bytes: form.width,
    add(tree, payload, at, key) {
      const count = integerAt(payload, at, form);
      // What is beyond all dates stays a number.
      const value = momentText(count, perSecond) ?? whole(count);
      tree.add({ value }, at, at + form.width, key);
    },
  };
}
