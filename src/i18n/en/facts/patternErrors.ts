/** Reasons why a regular expression cannot be used. */

import type { Words } from '../../../base/message.ts';
import type { PatternErrorFacts } from '../../../engine/filter/regex/patternErrorFacts.ts';

export const patternErrors: Words<PatternErrorFacts> = {
  'too-large': () => 'The regular expression is too large: use fewer repetitions.',
  'closes-nothing': () => 'A ) has no matching (.',
  'nothing-to-repeat': ({ sign }) => `There is nothing to repeat before ${sign}.`,
  'repeats-a-place': () => 'There is nothing to repeat before a repetition.',
  'repeated-twice': () => 'Two repetitions follow each other.',
  'counts-reversed': () => 'A repetition {m,n} has its larger number first.',
  'looks-around': () => 'Lookahead and lookbehind are not supported.',
  'group-unknown': () =>
    'Of the groups (?…), only (?:…) and, at the beginning, (?i) are supported.',
  'too-deep': ({ levels }) => `Groups are nested deeper than ${levels} levels.`,
  'group-open': () => 'A ( is not closed.',
  'class-open': () => 'A [ is not closed.',
  'range-reversed': () => 'A range in [ ] has its ends reversed.',
  'above-ffff': () => 'Characters above U+FFFF are not supported in [ ].',
  'ends-with-escape': () => 'The regular expression ends with \\.',
  'back-reference': () => 'Back references are not supported.',
  'escape-unknown': ({ letter }) => `\\${letter} is not supported.`,
  'escape-incomplete': ({ letter, digits }) => `\\${letter} needs ${digits} hexadecimal digits.`,
};
