/** Error in the text of the filter box. */
import { useMemo } from 'react';
import type { FilterError } from '../../../engine/filter/syntax/filterError.ts';
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { filterLanguage } from './filterLanguage.ts';
import { useFilter } from './filters.ts';

export interface BoxError {
  readonly error: FilterError | undefined;
  /** Not a mistake yet: the user is still typing. */
  readonly unfinished: boolean;
}

const NONE: BoxError = { error: undefined, unfinished: false };

/** Undefined until the filter language is loaded. */
export function useFilterError(connectionId: string): BoxError {
  const { text, typing } = useFilter(connectionId);
  const language = useLoaded(filterLanguage, typing || text !== '');
  return useMemo(() => {
    const error = language?.errorIn(text);
    if (language === undefined || error === undefined) return NONE;
    return { error, unfinished: typing && language.isUnfinished(text, error) };
  }, [language, text, typing]);
}

/** Id of the element with the error text. */
export function errorId(connectionId: string): string {
  return `filter-error-${connectionId}`;
}
