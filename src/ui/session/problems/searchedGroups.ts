/** Searches problems by title, rule and statement. */
import type { ProblemGroup } from '../../../engine/findings/problem.ts';

/** @param words titles of rules */
export function searchedGroups(
  groups: readonly ProblemGroup[],
  search: string,
  words: (rule: string) => { readonly title: string } | undefined,
): readonly ProblemGroup[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return groups;
  return groups.filter(({ rule, statements }) =>
    [rule, words(rule)?.title ?? '', ...statements.keys()].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
}
