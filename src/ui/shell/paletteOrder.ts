/** Ranks commands by typed text, and selects those to show above the found topics. */
import { defaultFilter } from 'cmdk';
import { hasWords } from '../kit/hasWords.ts';
import type { Action } from '../session/action.ts';

interface Fitting {
  /** They have each word that was typed. */
  readonly above: readonly Action[];
  /** They only have its letters somewhere. */
  readonly below: readonly Action[];
}

/** Best matches first. Without text, all in their original order. */
export function fitting(actions: readonly Action[], typed: string): Fitting {
  const text = typed.trim().toLowerCase();
  if (text === '') return { above: actions, below: [] };
  const scored = actions
    .map((action) => ({ action, score: defaultFilter(nameOf(action), text) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ action }) => action);
  const isFound = hasWords(text);
  const hasAll = (action: Action): boolean => isFound(nameOf(action));
  return { above: scored.filter(hasAll), below: scored.filter((action) => !hasAll(action)) };
}

const nameOf = ({ label, id }: Action): string => `${label} ${id}`;
