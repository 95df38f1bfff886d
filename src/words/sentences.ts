/**
 * Sentences that rooms below say in English, in another language: known by their pattern, as the
 * message catalogues of other programs know theirs. What no pattern fits stays as it is.
 */

/** English to the other language. `{}` in the English stands for a value; `{1}`, `{2}` in the other for the first, the second. */
export type SentenceTable = Readonly<Record<string, string>>;

interface Pattern {
  readonly shape: RegExp;
  readonly other: string;
}

/** So many answers are kept: lists show the same sentences again and again. */
const MOST_KEPT = 2000;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function patternOf(english: string, other: string): Pattern {
  const shape = english.split('{}').map(escaped).join('([^]*?)');
  return { shape: new RegExp(`^${shape}$`, 'u'), other };
}

/** Longer patterns first: they say more. */
function patternsOf(table: SentenceTable): readonly Pattern[] {
  return Object.entries(table)
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([english, other]) => patternOf(english, other));
}

/** A value may be such a sentence, or a part of one, itself. */
export function sentencesBy(table: SentenceTable): (english: string) => string {
  // Made when first needed: whoever reads the other language never needs them.
  let made: readonly Pattern[] | undefined;
  const kept = new Map<string, string>();
  const translate = (english: string, depth: number): string => {
    made ??= patternsOf(table);
    for (const { shape, other } of made) {
      const values = shape.exec(english);
      if (values === null) continue;
      return other.replace(/\{(\d)\}/g, (_whole, at: string) => {
        const value = values[Number(at)] ?? '';
        return depth < 3 && value !== english ? translate(value, depth + 1) : value;
      });
    }
    return english;
  };
  return (english) => {
    const before = kept.get(english);
    if (before !== undefined) return before;
    const other = translate(english, 0);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(english, other);
    return other;
  };
}
