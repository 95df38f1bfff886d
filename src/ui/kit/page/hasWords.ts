import { searchWords } from '../../../base/searchWords.ts';

/** Tests whether a text contains each typed word, in any order and case. */
export function hasWords(typed: string): (text: string) => boolean {
  const words = searchWords(typed);
  return (text) => {
    const folded = text.toLowerCase();
    return words.every((word) => folded.includes(word));
  };
}
