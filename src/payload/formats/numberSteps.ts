/** Steps that read numbers, which cannot be detected: `int16le[]`, `bits(a:3, b:5)`, `time(ms)`. */

import type { Step } from '../schemas/step.ts';
import { type BitOrder, bitType } from './numbers/bitFields.ts';
import { type FixedType, fixedFormat } from './numbers/fixedTypes.ts';
import { INTEGER_NAMES, NUMBER_TYPES } from './numbers/numberTypes.ts';
import { TIME_UNITS, timeInDigits, timeType } from './numbers/times.ts';

/** The step for one value, and the step for an array. */
function both(step: (suffix: '' | '[]') => Step): readonly Step[] {
  return [step(''), step('[]')];
}

function number(type: FixedType): readonly Step[] {
  return both((suffix) => {
    const format = fixedFormat(type, suffix !== '');
    return { name: type.name + suffix, make: () => format };
  });
}

const TIME = both((suffix) => ({
  name: `time${suffix}`,
  takes: [
    { kind: 'choice', of: TIME_UNITS },
    { kind: 'choice', of: INTEGER_NAMES, isOptional: true },
  ],
  make([unit = '', name]) {
    const type = timeType(unit, name);
    if (type === 'unit') return { key: 'no-choice', args: { at: 0, choices: TIME_UNITS } };
    if (type === 'number') return { key: 'no-choice', args: { at: 1, choices: INTEGER_NAMES } };
    const digits = timeInDigits(`time(${unit})`, unit);
    return { ...fixedFormat(type, suffix !== ''), ofWritten: () => digits };
  },
}));

const bits = (name: string, order: BitOrder) =>
  both((suffix) => ({
    name: name + suffix,
    takes: [{ kind: 'text', isRepeated: true }],
    make(args) {
      const type = bitType(args, order);
      if (!('index' in type)) return fixedFormat(type, suffix !== '');
      const { index } = type;
      return { key: 'no-bits', args: { at: index, found: args[index] ?? '' } };
    },
  }));

export const NUMBER_STEPS: readonly Step[] = [
  ...[...NUMBER_TYPES.values()].flatMap(number),
  ...TIME,
  ...bits('bits', 'highest-first'),
  ...bits('bitsle', 'lowest-first'),
];
