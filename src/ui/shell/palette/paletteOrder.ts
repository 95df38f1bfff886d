/** Orders commands: by group while nothing is typed, then by how well they fit the text, around the found topics. */
import { defaultFilter } from 'cmdk';
import { hasWords } from '../../kit/page/hasWords.ts';
import type { Action, ActionGroup } from '../../session/action.ts';

/** Groups while nothing is typed, in their order. */
const GROUPS = ['go', 'tab', 'app'] as const satisfies readonly ActionGroup[];
/** Recent commands that are listed. */
const MOST_RECENT = 5;

interface Grouped {
  readonly group: 'recent' | ActionGroup;
  readonly actions: readonly Action[];
}

/** Every command once. @param recent ids of commands, the last one first */
export function grouped(actions: readonly Action[], recent: readonly string[]): readonly Grouped[] {
  const known = recent.flatMap((id) => actions.filter((action) => action.id === id));
  const first = new Set(known.slice(0, MOST_RECENT));
  const rest = (group: ActionGroup) =>
    actions.filter((action) => !first.has(action) && (action.group ?? 'app') === group);
  return [
    { group: 'recent' as const, actions: [...first] },
    ...GROUPS.map((group) => ({ group, actions: rest(group) })),
  ].filter((one) => one.actions.length > 0);
}

interface Fitting {
  /** Actions with each typed word. */
  readonly above: readonly Action[];
  /** Actions that only contain the letters. */
  readonly below: readonly Action[];
}

/** Best matches first. */
export function fitting(actions: readonly Action[], typed: string): Fitting {
  const text = typed.trim().toLowerCase();
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
