import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { Filler, fillingBudget } from '../../payload/templates/filler.ts';
import { parseTemplate } from '../../payload/templates/parseTemplate.ts';
import { checkValues } from './checkValue.ts';
import type { ThingValue } from './thingModel.ts';
import { thingModels } from './tsl.testkit.ts';
import { valuesTemplate } from './valueTemplate.ts';

/** The first messages of a repeat. */
function messages(template: string, count: number): readonly unknown[] {
  const parsed = parseTemplate(template, true);
  if (!parsed.ok) throw new Error(`${template}: ${parsed.error.why.key}`);
  const filler = new Filler(parsed.template);
  return Array.from({ length: count }, (_, at): unknown => {
    const filled = filler.fill({
      n: at + 1,
      now: 1_700_000_000_000,
      random: () => (at * 0.377) % 1,
      last: () => 'no-value',
      budget: fillingBudget(),
    });
    if (!filled.ok) throw new Error(filled.error.why.key);
    return JSON.parse(filled.text);
  });
}

const KNOWN: readonly ThingValue[] = [
  { identifier: 'temperature', name: 'T', type: { type: 'float', min: -40, max: 80, step: 0.1 } },
  { identifier: 'level', name: 'L', type: { type: 'int', min: 0, max: 9 } },
  {
    identifier: 'mode',
    name: 'M',
    type: {
      type: 'enum',
      names: new Map([
        [0, 'off'],
        [2, 'on'],
      ]),
    },
  },
  { identifier: 'note', name: 'N', type: { type: 'text', length: 3 } },
  { identifier: 'since', name: 'S', type: { type: 'date' } },
  {
    identifier: 'place',
    name: 'P',
    type: {
      type: 'struct',
      members: [{ identifier: 'x', name: 'X', type: { type: 'bool', names: new Map() } }],
    },
  },
];

test('numbers walk within their range; named values, texts and dates are of their type', () => {
  expect(valuesTemplate(KNOWN)).toBe(`{
  "temperature": {{walk -40.0..80.0 4.8}},
  "level": {{walk 0..9 1}},
  "mode": {{choice 0 2}},
  "note": "sam",
  "since": "{{now}}",
  "place": {
    "x": {{choice 0 1}}
  }
}`);
});

test('a fixed value is written as it is, also with braces', () => {
  const known = KNOWN.slice(1, 4);
  const [sent] = messages(valuesTemplate(known, { level: 7, note: '{{n}}' }), 1);
  expect(sent).toMatchObject({ level: 7, note: '{{n}}' });
});

test('every message of a repeat fits any model', () => {
  fc.assert(
    fc.property(thingModels, ({ properties }) => {
      for (const values of messages(valuesTemplate(properties), 4))
        expect(checkValues(properties, values)).toBeUndefined();
    }),
    { numRuns: tries(200) },
  );
});

test('a property named like a built-in one is an ordinary member', () => {
  const known = [{ identifier: '__proto__', name: '', type: { type: 'int' } }] as const;
  expect(valuesTemplate(known)).toContain('"__proto__": {{walk 0..100 4}}');
});
