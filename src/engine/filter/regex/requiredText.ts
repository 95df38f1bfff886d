/** Finds a text that every match of a regular expression contains, because a search for it is cheap. */

import { type ByteFinder, byteFinder } from '../../../base/byteSearch.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { Pattern, Range } from './pattern.ts';

/** Shorter texts occur nearly everywhere. */
const SHORTEST = 2;

/**
 * Undefined if there is none, or none in ASCII. The finder searches UTF-8 and ignores the case of letters.
 */
export function requiredText(pattern: Pattern): ByteFinder | undefined {
  const text = longestIn(pattern);
  return text.length < SHORTEST ? undefined : byteFinder(encodeUtf8(text), true);
}

/** In lower case. */
function longestIn(pattern: Pattern): string {
  if (pattern.kind === 'repeat') return pattern.least > 0 ? longestIn(pattern.part) : '';
  if (pattern.kind === 'set') return letterOf(pattern.ranges);
  if (pattern.kind !== 'sequence') return '';
  let longest = '';
  let run = '';
  for (const part of pattern.parts) {
    const letter = part.kind === 'set' ? letterOf(part.ranges) : '';
    const found = letter === '' ? longestIn(part) : run + letter;
    run = letter === '' ? '' : found;
    if (found.length > longest.length) longest = found;
  }
  return longest;
}

/** The only character of a set, ignoring case; empty if there are more. */
function letterOf(ranges: readonly Range[]): string {
  const letters = new Set(
    ranges.flatMap(([first, last]) =>
      [first, last].map((unit) => String.fromCharCode(unit).toLowerCase()),
    ),
  );
  const [letter = ''] = letters;
  const isOne = letters.size === 1 && ranges.every(([first, last]) => first === last);
  return isOne && /^[\p{ASCII}]$/u.test(letter) ? letter : '';
}
