/** What holds of the texts of every subject, in both languages. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fact, say, type Words } from '../mqtt/fact.ts';

/** Stands in no text. */
const MARK = '\u{1F4CD}';

/** What people call things, and what texts are made with. */
const data = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'client',
    'topic name',
    'off',
    'a and b/#',
    '{}',
    '{1}',
    '$&',
    '${x}',
    'valueOf',
    '__proto__',
  ),
);

const isBare = (text: unknown): text is () => string =>
  typeof text === 'function' && text.length === 0;

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/**
 * @param facts of each key that has arguments, with numbers that stand in no text, where `data` is of a
 * person or another program
 */
export function describeWords<Subject>(
  [english, chinese]: readonly [Words<Subject>, Words<Subject>],
  facts: (data: string) => readonly Fact<Subject>[],
): void {
  const texts: readonly [string, unknown][] = Object.entries(english);
  const inBoth = (fact: Fact<Subject>) => [say(english, fact), say(chinese, fact)] as const;

  test('every text that has arguments is tried', () => {
    const known = new Set<unknown>(facts('').map(({ key }) => key));
    const untried = texts.filter(([key, text]) => !isBare(text) && !known.has(key));
    expect(untried.map(([key]) => key)).toEqual([]);
  });

  test('every text is Chinese', () => {
    const bare = Object.values<unknown>(chinese).filter(isBare);
    const said = [
      ...bare.map((text) => text()),
      ...facts(`${MARK}汉`).map((fact) => say(chinese, fact)),
    ];
    for (const text of said) expect(text).toMatch(/\p{Script=Han}/u);
  });

  describe.each(facts(MARK).map((fact, at) => [String(fact.key), fact, at] as const))(
    '%s',
    (_key, fact, at) => {
      const [en, zh] = inBoth(fact);

      test('says the same of its case in both languages', () => {
        expect(zh.includes(MARK)).toBe(en.includes(MARK));
        const shown = (text: string) =>
          numbersIn(fact.args).filter((number) => text.includes(String(number)));
        expect(shown(zh)).toEqual(shown(en));
      });

      test('leaves data as it is', () => {
        if (!en.includes(MARK)) return;
        fc.assert(
          fc.property(data, (value) => {
            const other = facts(value)[at];
            expect(other && inBoth(other)).toEqual([
              en.replaceAll(MARK, () => value),
              zh.replaceAll(MARK, () => value),
            ]);
          }),
          { numRuns: 20 },
        );
      });
    },
  );
}
