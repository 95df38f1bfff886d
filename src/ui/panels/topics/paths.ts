/** Paths of levels: a topic name, or the beginning of one up to a level. */

/** The path one level up. Undefined at the first level. An empty first level has the path ''. */
export function parentPath(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? undefined : path.slice(0, slash);
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
