/** Paths of levels: a topic name, or the beginning of one up to a level. */
import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';

type Row = Pick<TopicRow, 'path' | 'level'>;

/** The path of the row above. Undefined at the first level. An empty first level has the path ''. */
export function parentPath({ path, level }: Row): string | undefined {
  return level.length === path.length ? undefined : path.slice(0, path.length - level.length - 1);
}

/** True if the path ends at one of the levels in the row. */
export function isInRow({ path, level }: Row, wanted: string | undefined): boolean {
  if (wanted === undefined || wanted === path) return wanted === path;
  return wanted.length > path.length - level.length && path.startsWith(`${wanted}/`);
}

/** Levels that are unfolded to show a topic; a topic may have 65,536. */
const MOST_UNFOLDED = 128;

/** The levels above a path, outermost first. Of very many, only the first. */
export function pathsAbove(path: string): readonly string[] {
  const above: string[] = [];
  for (
    let at = path.indexOf('/');
    at >= 0 && above.length < MOST_UNFOLDED;
    at = path.indexOf('/', at + 1)
  )
    above.push(path.slice(0, at));
  return above;
}
