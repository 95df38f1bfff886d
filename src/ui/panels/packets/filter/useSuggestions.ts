/** Completions for a filter: at once from the language, followed by values from the capture. */
import { useMemo } from 'react';
import type { Suggestion } from '../../../../engine/filter/syntax/complete.ts';
import type { Token } from '../../../../engine/filter/syntax/tokens.ts';
import { useLoaded } from '../../../kit/language/useLoaded.ts';
import { useAnswer } from '../../../session/connection/workerQuestions.ts';
import { filterLanguage } from '../../../session/filter/filterLanguage.ts';
import { useRecent } from '../../../session/filter/recent.ts';

export interface Suggestions {
  /** Characters that a suggestion takes the place of. */
  readonly from: number;
  readonly to: number;
  readonly list: readonly Offered[];
}

/** Suggestion, or a whole recent filter. */
export type Offered = Suggestion | { readonly text: string; readonly kind: 'recent' };

/** While nothing is typed. */
const MOST_RECENT = 5;

const SHOWN = 50;
const NOTHING_SEEN = { topics: () => [], values: () => [], paths: () => [] };

/** While `open`. The worker's answer replaces the first suggestions when it arrives. */
export function useSuggestions(
  connectionId: string,
  text: string,
  cursor: number,
  open: boolean,
): Suggestions {
  const language = useLoaded(filterLanguage, open);
  const question = open ? ({ kind: 'complete-filter', text, cursor } as const) : undefined;
  const answer = useAnswer(connectionId, question);
  const recent = useRecent(({ filters }) => filters);
  return useMemo(() => {
    if (!open || language === undefined) return { from: cursor, to: cursor, list: [] };
    const { from, to, suggestions } = answer ?? language.complete(text, cursor, NOTHING_SEEN);
    const end = Math.max(to, endOfToken(language.tokenize(text), from));
    const begun = text.slice(from, end);
    // Text that is already complete needs no completion.
    const list = suggestions.filter((one) => one.text !== begun).slice(0, SHOWN);
    const before = text.trim() === '' ? recent.slice(0, MOST_RECENT) : [];
    const used = before.map((filter) => ({ text: filter, kind: 'recent' }) as const);
    return { from, to: end, list: [...used, ...list] };
  }, [open, language, text, cursor, answer, recent]);
}

/** A suggestion takes the place of the whole word or text that the cursor is in. */
function endOfToken(tokens: readonly Token[], from: number): number {
  const token = tokens.find((one) => one.from === from);
  return token?.kind === 'word' || token?.kind === 'text' ? token.to : from;
}
