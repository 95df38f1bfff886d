/** Detects filters whose error is only that typing is not finished. */
import { complete } from '../../../engine/filter/syntax/complete.ts';
import type { FilterError } from '../../../engine/filter/syntax/filterError.ts';
import { parseFilter } from '../../../engine/filter/syntax/parse.ts';
import { tokenize } from '../../../engine/filter/syntax/tokens.ts';

const NOTHING_SEEN = { topics: () => [], values: () => [], paths: () => [] };

/** `payload.`, `payload["a`, `user[`: the next step is yet to come. */
const BEGUN_PATH = /(?:payload|user)\S*(?:\.|\[|\["[^"]*"?)$/;

/** True if the error reaches the end of the text, and more text can fix it. */
export function isUnfinished(text: string, error: FilterError): boolean {
  if (endsTooEarly(text) || BEGUN_PATH.test(text)) return true;
  const reachesEnd = error.to >= text.trimEnd().length;
  return reachesEnd && complete(text, text.length, NOTHING_SEEN).suggestions.length > 0;
}

/** True if something is missing at the end: a value, an operand, a closing quote. */
export function endsTooEarly(text: string): boolean {
  const { error, expected } = parseFilter(text);
  return (error !== undefined && expected !== undefined) || tokenize(text).at(-2)?.isOpen === true;
}
