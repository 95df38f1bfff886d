/** Tests templates that expand to as much text as possible. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { isThorough, tries } from '../../base/runs.testkit.ts';
import { Filler, fillingBudget, type Moment } from './filler.ts';
import { parseTemplate } from './parseTemplate.ts';

const times = (text: string, count: number) => text.repeat(count);
const LARGE = times('\u0001', 1_000_000);
const MOMENT: Moment = {
  n: 1,
  get budget() {
    return fillingBudget();
  },
  now: 1_700_000_000_000,
  random: () => 0.5,
  last: () => ({ text: LARGE, json: JSON.stringify(LARGE) }),
  topic: times('a/', 30_000),
};

function filled(text: string, isJson = true) {
  const parsed = parseTemplate(text, isJson);
  if (!parsed.ok) return parsed.error.why.key;
  const made = new Filler(parsed.template).fill(MOMENT);
  return made.ok ? made.text.length : made.error.why.key;
}

describe('hostile templates', () => {
  it.each([
    ['values in a string of JSON', `"${times('{{last a}}', 100_000)}"`, 'too-large'],
    ['values', times('{{last a}}', 100_000), 'too-large'],
    ['topics', times('{{topic}}', 100_000), 'too-large'],
    ['placeholders in placeholders', times('{{last {{', 100_000), 'unclosed'],
    ['open quotes', `{{choice ${times('"\\', 100_000)}`, 'unclosed-quote'],
    ['a path', `{{last a ${times('a.', 100_000)}a}}`, 6_000_002],
    ['a word', `{{${times('a', 24_000_000)}}}`, 'unknown-name'],
    ['an open word', `{{${times('a', 24_000_000)}`, 'unclosed'],
    ['a quoted word', `{{choice "${times('a', 12_000_000)}"}}`, 12_000_000],
    ['an open quote', `{{choice "${times('a', 24_000_000)}}}`, 'unclosed-quote'],
    ['a long key', `{{last a '["${times('a', 12_000_000)}"]'}}`, 'arguments'],
    ['digits', `{{random 0..${times('9', 100_000)}}}`, 'digits'],
    ['decimals', `{{random 0.${times('0', 100_000)}..1}}`, 'digits'],
    ['braces', times('{{{{', 100_000), 200_000],
  ])('%s', (_name, text, expected) => {
    const begun = cpuTime();
    expect(filled(text)).toBe(expected);
    expect(cpuTime() - begun).toBeLessThan(2500);
  });

  it('fills in up to the limit, and locates the value that exceeds it', () => {
    expect(filled(times('{{last a}}', 2))).toBe(12_000_004);
    const parsed = parseTemplate(times('{{last a}}', 3), true);
    const made = parsed.ok ? new Filler(parsed.template).fill(MOMENT) : undefined;
    expect(made).toMatchObject({
      ok: false,
      error: { start: 20, why: { key: 'too-large', args: { most: 16_000_000 } } },
    });
  });
});

test('mutated templates never throw', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '{{',
      '}}',
      '{{n}}',
      '{{uuid}}',
      '{{now iso}}',
      '{{random 1..',
      '{{walk 0..9 1}}',
      '{{sine 0..1 5s}}',
    ),
    fc.constantFrom(
      '{{last a ',
      '$["x"]',
      '.a',
      '{{choice f c}}',
      '{{payload a}}',
      '{{topic 9}}',
      '"',
      '\\',
      ' ',
    ),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 10 }), fc.boolean(), (pieces, isJson) => {
      const moment: Moment = { ...MOMENT, last: () => 'no-path' };
      const parsed = parseTemplate(pieces.join(''), isJson);
      const made = parsed.ok ? new Filler(parsed.template).fill(moment) : parsed;
      expect(typeof made.ok).toBe('boolean');
    }),
    { numRuns: tries(600), ...(!isThorough && { seed: 1 }) },
  );
});
