/** The keys of a topic's messages that change, as columns of its history. */
import { MOMENT_KEY } from '../../../engine/topics/tree/messageValues.ts';
import { isMissing, type Missing } from '../../../payload/tree/format.ts';
import type { ValuePath } from '../../../payload/tree/valueTree.ts';
import type { Valued } from './changes.ts';
import { valueTable } from './valueTable.ts';

/**
 * Those that change most first, then in order of appearance. Times and message numbers are last, because they
 * change in each message: none has a column if nothing else changes. @param messages oldest first
 */
export function changingPaths(messages: readonly Valued[]): readonly ValuePath[] | Missing {
  const table = valueTable(messages);
  if (isMissing(table)) return table;
  const changing = table.paths
    .map((path, at) => ({
      path,
      isMoment: MOMENT_KEY.test(String(path.at(-1))),
      changes: table.rows.filter((row, one) => one > 0 && row[at] !== table.rows[one - 1]?.[at])
        .length,
    }))
    .filter(({ changes }) => changes > 0)
    .toSorted((a, b) => Number(a.isMoment) - Number(b.isMoment) || b.changes - a.changes);
  return changing[0]?.isMoment === false ? changing.map(({ path }) => path) : [];
}
