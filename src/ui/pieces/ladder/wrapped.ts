import { widthOf } from './textWidth.ts';

/** A word with the blanks after it. A Han character is a word of its own, with the punctuation after it. */
const WORD = /(?:\p{Script=Han}|[^\s\p{Script=Han}]+)[，。；：、）”]*\s*/gu;

/** Parts of a word that fit into a line. */
function pieces(word: string, most: number, measure: (text: string) => number): readonly string[] {
  if (measure(word.trimEnd()) <= most) return [word];
  return Array.from(word).reduce<readonly string[]>((parts, character) => {
    const longer = `${parts.at(-1) ?? ''}${character}`;
    return parts.length > 0 && measure(longer) <= most
      ? [...parts.slice(0, -1), longer]
      : [...parts, character];
  }, []);
}

/**
 * Breaks a text into lines, between words if possible. Nothing is cut.
 * @param most the length of a line, in the unit of `measure`: pixels, unless it counts something else
 */
export function wrapped(
  text: string,
  most: number,
  measure: (text: string) => number = widthOf,
): readonly string[] {
  return (text.match(WORD) ?? [])
    .flatMap((word) => pieces(word, most, measure))
    .reduce<readonly string[]>((lines, word) => {
      const longer = `${lines.at(-1) ?? ''}${word}`;
      return lines.length > 0 && measure(longer.trimEnd()) <= most
        ? [...lines.slice(0, -1), longer]
        : [...lines, word];
    }, [])
    .map((line) => line.trimEnd());
}
