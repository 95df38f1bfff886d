/** Detects filters whose error is only that typing is not finished. */
import { complete } from '../../../engine/filter/syntax/complete.ts';
import type { FilterError } from '../../../engine/filter/syntax/filterError.ts';
import { parseFilter } from '../../../engine/filter/syntax/parse.ts';
import { tokenize } from '../../../engine/filter/syntax/tokens.ts';

const NOTHING_SEEN = { topics: () => [], values: () => [], paths: () => [] };

/** The last step of `payload.`, `payload["a` and `user[`, which is incomplete. */
const BEGUN_STEP = /(?:\.|\[|\["[^"]*"?)$/;
/** Text without blanks at the end. */
const LAST_WORD = /(?<!\S)\S*$/;

/** True if the error reaches the end of the text, and more text can fix it. */
export function isUnfinished(text: string, error: FilterError): boolean {
  if (endsTooEarly(text) || isBegunPath(text)) return true;
  const reachesEnd = error.to >= text.trimEnd().length;
  return reachesEnd && complete(text, text.length, NOTHING_SEEN).suggestions.length > 0;
}

function isBegunPath(text: string): boolean {
  const step = BEGUN_STEP.exec(text);
  const [word = ''] = LAST_WORD.exec(text.slice(0, step?.index ?? 0)) ?? [];
  return /payload|user/.test(word);
}

/** True if something is missing at the end: a value, an operand, a closing quote. */
export function endsTooEarly(text: string): boolean {
  const { error, expected } = parseFilter(text);
  return (error !== undefined && expected !== undefined) || tokenize(text).at(-2)?.isOpen === true;
}
