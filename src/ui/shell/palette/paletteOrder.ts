/** Orders commands: by group while nothing is typed, then by how well they match the text. */
import { defaultFilter } from 'cmdk';
import { searchWords } from '../../../base/searchWords.ts';
import type { Action, ActionGroup } from '../../session/action.ts';

/** Groups while nothing is typed, in their order. */
const GROUPS = ['go', 'tab', 'app'] as const satisfies readonly ActionGroup[];
/** Recent commands that are listed. */
const MOST_RECENT = 5;

/** Words that offer the commands that delete. */
const DELETING = ['clear', 'delete', 'remove', '清除', '删除', '清空'] as const;
/** Letters of them that are enough. Chinese words are shorter, and must be complete. */
const LEAST_LETTERS = 3;

interface Grouped {
  readonly group: 'recent' | ActionGroup;
  readonly actions: readonly Action[];
}

/** Every command once, except those that delete. @param recent ids of commands, the last one first */
export function grouped(all: readonly Action[], recent: readonly string[]): readonly Grouped[] {
  const actions = all.filter(({ deletes }) => deletes !== true);
  const known = recent.flatMap((id) => actions.filter((action) => action.id === id));
  const first = new Set(known.slice(0, MOST_RECENT));
  const rest = (group: ActionGroup) =>
    actions.filter((action) => !first.has(action) && (action.group ?? 'app') === group);
  return [
    { group: 'recent' as const, actions: [...first] },
    ...GROUPS.map((group) => ({ group, actions: rest(group) })),
  ].filter((one) => one.actions.length > 0);
}

/** Commands of which a word begins with each typed word. Best matches first. */
export function fitting(actions: readonly Action[], typed: string): readonly Action[] {
  const text = typed.trim().toLowerCase();
  const words = searchWords(text);
  const mayDelete = words.some(isDeleting);
  return actions
    .map((action) => ({ action, name: nameOf(action) }))
    .filter(({ action }) => mayDelete || action.deletes !== true)
    .filter(({ name }) => words.every((word) => beginsWord(name, word)))
    .map(({ action, name }) => ({ action, score: defaultFilter(name, text) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ action }) => action);
}

/** The id is English in all languages. */
function nameOf({ label, id, aliases = id, deletes }: Action): string {
  const name = [label, aliases, ...(deletes === true ? DELETING : [])].join(' ');
  return name.toLowerCase();
}

function isDeleting(word: string): boolean {
  return DELETING.some((deleting) =>
    HAN.test(deleting)
      ? word.includes(deleting)
      : word.length >= LEAST_LETTERS && deleting.startsWith(word),
  );
}

const HAN = /\p{Script=Han}/u;
/** Two neighbours within a word. Chinese has no spaces, so a word may begin at each of its characters. */
const WITHIN = /^(?:(?!\p{Script=Han})[\p{L}\p{N}]){2}$/u;

function beginsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (at === 0 || !WITHIN.test(text.slice(at - 1, at + 1))) return true;
  return false;
}
