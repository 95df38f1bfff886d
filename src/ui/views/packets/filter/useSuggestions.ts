/** What could be typed next in a filter: at once from the language, then with what the capture has seen. */
import { useEffect, useMemo } from 'react';
import { complete, type Suggestion } from '../../../../engine/filter/complete.ts';
import { tokenize } from '../../../../engine/filter/tokens.ts';
import { connectionById, useConnection } from '../../../session/connections.ts';

export interface Suggestions {
  /** Characters that a suggestion takes the place of. */
  readonly from: number;
  readonly to: number;
  readonly list: readonly Suggestion[];
}

const SHOWN = 50;
const NOTHING_SEEN = { topics: () => [], values: () => [] };

/** While `open`; the worker's answer takes the place of the first one when it comes. */
export function useSuggestions(
  connectionId: string,
  text: string,
  cursor: number,
  open: boolean,
): Suggestions {
  const answer = useConnection(connectionId)?.filterCompletions;
  useEffect(() => {
    if (open) {
      connectionById(connectionId)?.handle.send({ kind: 'complete-filter', text, cursor });
    }
  }, [connectionId, text, cursor, open]);
  const isAnswered = answer?.text === text && answer.cursor === cursor;
  return useMemo(() => {
    if (!open) return { from: cursor, to: cursor, list: [] };
    const { from, to, suggestions } =
      isAnswered && answer !== undefined ? answer : complete(text, cursor, NOTHING_SEEN);
    const end = Math.max(to, endOfToken(text, from));
    const begun = text.slice(from, end);
    // What stands there already needs no completion.
    const list = suggestions.filter((one) => one.text !== begun).slice(0, SHOWN);
    return { from, to: end, list };
  }, [open, text, cursor, isAnswered, answer]);
}

/** A suggestion takes the place of the whole word or text that the cursor is in. */
function endOfToken(text: string, from: number): number {
  const token = tokenize(text).find((one) => one.from === from);
  return token?.kind === 'word' || token?.kind === 'text' ? token.to : from;
}
