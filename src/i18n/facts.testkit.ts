/** Checks for the texts of every subject in both languages. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Localizable, say, type Words } from '../base/message.ts';

/** Occurs in no text. */
const MARK = '\u{1F4CD}';

/**
 * Two spaces, a space inside Chinese or next to its punctuation, or a missing one before letters or digits.
 */
const MISPLACED =
  / {2}|(?<=[\p{Script=Han}，。：；！？（）“”、]) (?=[\p{Script=Han}，。：；！？（）“”、])|(?<=[，。：；！？（“、]) | (?=[，。：；！？）”、])|(?<=\p{Script=Han})[A-Za-z0-9]|(?<=[A-Za-z0-9])\p{Script=Han}/u;

/** Names from users, and fragments of texts. */
const data = fc.oneof(
  // Chinese joins lists with another character.
  fc.string().filter((text) => !text.includes(', ')),
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
 * @param facts of each key with arguments, with numbers that occur in no text, where `data` comes from a user
 *   or another program
 * @param isComplete false if other tests try texts without facts here
 */
export function describeWords<Subject>(
  [english, chinese]: readonly [Words<Subject>, Words<Subject>],
  facts: (data: string) => readonly Localizable<Subject>[],
  isComplete = true,
): void {
  const texts: readonly [string, unknown][] = Object.entries(english);
  const inBoth = (fact: Localizable<Subject>) => [say(english, fact), say(chinese, fact)] as const;

  test('every text with arguments is tested', () => {
    const known = new Set<unknown>(facts('').map(({ key }) => key));
    const untried = texts.filter(([key, text]) => !isBare(text) && !known.has(key));
    expect(isComplete ? untried.map(([key]) => key) : []).toEqual([]);
  });

  const bare = Object.values<unknown>(chinese).filter(isBare);
  const inChinese = (value: string): readonly string[] => [
    ...bare.map((text) => text()),
    ...facts(value).map((fact) => say(chinese, fact)),
  ];

  test('every text is Chinese', () => {
    for (const text of inChinese(`${MARK}汉`)) expect(text).toMatch(/\p{Script=Han}/u);
  });

  test('Chinese has a blank only next to Latin letters and digits', () => {
    expect(inChinese(MARK).filter((text) => MISPLACED.test(text))).toEqual([]);
  });

  describe.each(facts(MARK).map((fact, at) => [String(fact.key), fact, at] as const))(
    '%s',
    (_key, fact, at) => {
      const [en, zh] = inBoth(fact);

      test('has the same arguments in both languages', () => {
        expect(zh.includes(MARK)).toBe(en.includes(MARK));
        const shown = (text: string) =>
          numbersIn(fact.args).filter((number) => text.includes(String(number)));
        expect(shown(zh)).toEqual(shown(en));
      });

      test('leaves data unchanged', () => {
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
