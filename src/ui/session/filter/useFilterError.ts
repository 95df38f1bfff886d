/** What is wrong with the text in the box. */
import { useMemo } from 'react';
import { complete } from '../../../engine/filter/complete.ts';
import type { FilterError } from '../../../engine/filter/fault.ts';
import { parseFilter } from '../../../engine/filter/parse.ts';
import { tokenize } from '../../../engine/filter/tokens.ts';
import { errorIn } from './corrected.ts';
import { useFilter } from './filters.ts';

export interface BoxError {
  readonly error: FilterError | undefined;
  /** Not a mistake yet: the person is still typing, and what is missing can follow. */
  readonly unfinished: boolean;
}

const NOTHING_SEEN = { topics: () => [], values: () => [] };

export function useFilterError(connectionId: string): BoxError {
  const { text, typing } = useFilter(connectionId);
  return useMemo(() => {
    const error = errorIn(text);
    return { error, unfinished: typing && error !== undefined && isUnfinished(text, error) };
  }, [text, typing]);
}

/** The error reaches to the end of the text, and something can be typed there that mends it. */
export function isUnfinished(text: string, error: FilterError): boolean {
  if (endsTooEarly(text)) return true;
  const reachesEnd = error.to >= text.trimEnd().length;
  return reachesEnd && complete(text, text.length, NOTHING_SEEN).suggestions.length > 0;
}

/** Something is missing at the end: a value, an operand, a closing quote. */
export function endsTooEarly(text: string): boolean {
  const { error, expected } = parseFilter(text);
  return (error !== undefined && expected !== undefined) || tokenize(text).at(-2)?.isOpen === true;
}

/** Of the element that says it. */
export function errorId(connectionId: string): string {
  return `filter-error-${connectionId}`;
}
