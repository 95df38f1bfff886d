import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Filler, fillingBudget, type Moment } from './filler.ts';
import { parseTemplate } from './parseTemplate.ts';

const MOMENT: Moment = {
  n: 7,
  get budget() {
    return fillingBudget();
  },
  now: Date.UTC(2026, 10, 22, 8, 0, 0, 123),
  random: () => 0.5,
  last: (topic, path) => {
    if (topic === 'none') return 'no-value';
    if (path[0] === 'missing') return 'no-path';
    return { text: `say "${path.join('/')}"`, json: JSON.stringify(`say "${path.join('/')}"`) };
  },
};

function filler(text: string, isJson = false): Filler {
  const parsed = parseTemplate(text, isJson);
  if (!parsed.ok) throw new Error(`${parsed.error.why.key} at ${parsed.error.start}`);
  return new Filler(parsed.template);
}

function filled(text: string, isJson = false, moment: Partial<Moment> = {}): string {
  const result = filler(text, isJson).fill({ ...MOMENT, ...moment });
  return result.ok ? result.text : result.error.why.key;
}

test.each([
  ['{{n}}/{{ n }}', '7/7'],
  ['{{now}} {{now s}}', '1795334400123 1795334400'],
  ['{{now iso}}', '2026-11-22T08:00:00.123Z'],
  ['{{random 20..25}} {{random 20.0..25}} {{random -1.50..-1.50}}', '23 22.5 -1.50'],
  ['{{walk 20..25 0.1}}', '22.5'],
  ['{{choice a b "c d"}} {{choice "}}"}}', 'b }}'],
  ["{{choice 'it\\'s'}}", "it's"],
  ['{{uuid}}', '88888888-8888-4888-8888-888888888888'],
  ['{{last a/b \'c[2]["d e"].f\'}}', 'say "c/2/d e/f"'],
  ['{{{{n}}', '{{n}}'],
  ['{{{{{{n}}}}', '{{7}}'],
  ['{"a":{"b":{{n}}}}', '{"a":{"b":7}}'],
])('%s', (text, wanted) => {
  expect(filled(text)).toBe(wanted);
});

test('escapes values in JSON strings, and quotes texts outside of them', () => {
  const text = '{"{{last a k}}": {{last a k}}, "q\\"{{choice \'"\'}}": "{{n}}"}';
  const parsed: unknown = JSON.parse(filled(text, true));
  expect(parsed).toEqual({ 'say "k"': 'say "k"', 'q""': '7' });
});

test.each([
  ['a {{n', 'unclosed', 2, 4],
  ['{{choice "a}}', 'unclosed-quote', 9, 10],
  ['{{ }}', 'no-name', 0, 5],
  ['{{ value_json.t }}', 'unknown-name', 3, 15],
  ['{{n 2}}', 'arguments', 4, 5],
  ['{{now min}}', 'arguments', 6, 9],
  ['{{random}}', 'arguments', 0, 10],
  ['{{random 20-25}}', 'arguments', 9, 14],
  ['{{random 25..20}}', 'range', 9, 15],
  ['{{random 0..0.0000000000000001}}', 'digits', 9, 30],
  ['{{random 0..9999999999999999}}', 'digits', 9, 28],
  ['{{sine 0..1 60}}', 'arguments', 12, 14],
  ['{{sine 0..1 0s}}', 'arguments', 12, 14],
  ['{{last a b[}}', 'arguments', 9, 11],
  ['{{toString}}', 'unknown-name', 2, 10],
])('%s is no template, with the position', (text, key, start, end) => {
  expect(parseTemplate(text, false)).toMatchObject({
    ok: false,
    error: { why: { key }, start, end },
  });
});

test('locates a missing value or path', () => {
  expect(filler('x{{last none}}').fill(MOMENT)).toEqual({
    ok: false,
    error: { start: 1, end: 14, why: { key: 'no-value', args: { topic: 'none' } } },
  });
  expect(filled('{{last a missing}}')).toBe('no-path');
});

test('a sine covers its range once per period', () => {
  const at = (ms: number) => filled('{{sine 0.0..10.0 60s}}', false, { now: ms });
  expect([0, 15_000, 30_000, 45_000, 60_000].map(at)).toEqual(['5.0', '10.0', '5.0', '0.0', '5.0']);
});

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const bound = fc.integer({ min: -100_000, max: 100_000 });

test('random and walk stay within their bounds and decimals, and a walk within its step', () => {
  fc.assert(
    fc.property(
      bound,
      bound,
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 5000 }),
      fc.array(chance, { minLength: 2, maxLength: 40 }),
      (one, other, decimals, step, chances) => {
        const written = (units: number) => (units / 10 ** decimals).toFixed(decimals);
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const range = `${written(low)}..${written(high)}`;
        const both = filler(`{{random ${range}}} {{walk ${range} ${written(step)}}}`);
        let before = Number.NaN;
        for (const random of chances) {
          const result = both.fill({ ...MOMENT, random: () => random });
          const values = result.ok ? result.text.split(' ') : [];
          expect(values).toHaveLength(2);
          const units = values.map((value) => Math.round(Number(value) * 10 ** decimals));
          for (const [place, value] of values.entries()) {
            expect(value).toBe(written(units[place] ?? Number.NaN));
            expect(units[place]).toBeGreaterThanOrEqual(low);
            expect(units[place]).toBeLessThanOrEqual(high);
          }
          const walked = units[1] ?? Number.NaN;
          expect(Math.abs(walked - before) > step).toBe(false);
          before = walked;
        }
      },
    ),
  );
});

test('a text without {{ stays unchanged, {{{{ escapes any text, and nothing throws', () => {
  const braces = fc.string({
    unit: fc.constantFrom('{', '}', '"', '\\', 'n', ' ', "'", '\n', 'é'),
  });
  const texts = fc.oneof(braces, fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(texts, fc.boolean(), (text, isJson) => {
      const plain = text.replaceAll(/\{+/g, '{');
      expect(filled(plain, isJson)).toBe(plain);
      expect(filled(text.replaceAll('{{', '{{{{'), isJson)).toBe(text);
      const parsed = parseTemplate(text, isJson);
      expect(parsed.ok ? 0 : parsed.error.end).toBeLessThanOrEqual(text.length);
    }),
  );
});

test('a uuid has version 4', () => {
  fc.assert(
    fc.property(fc.array(chance, { minLength: 32, maxLength: 32 }), (chances) => {
      let at = 0;
      const text = filled('{{uuid}}', false, { random: () => chances[at++] ?? 0 });
      expect(text).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    }),
  );
});
