/** A page of a list in another order than the list has. */

/** What is compared: numbers or texts; undefined comes last, in either direction. */
export type Key = string | number | undefined;

interface Placed<T> {
  readonly item: T;
  readonly key: Key;
  readonly place: number;
}

/** So many more than the page needs are gathered before the surplus is thrown out. */
const SURPLUS = 256;

/**
 * The items from `first` on, `count` of them, by `keyOf`; those of one key stay as they are. What is
 * behind the page is not put in order: of a hundred thousand, the first page costs one look at each.
 */
export function inOrder<T>(
  items: Iterable<T>,
  keyOf: (item: T) => Key,
  descending: boolean,
  { first, count }: { readonly first: number; readonly count: number },
): T[] {
  const compare = (a: Placed<T>, b: Placed<T>): number =>
    compareKeys(a.key, b.key, descending) || a.place - b.place;
  const most = first + count;
  let best: Placed<T>[] = [];
  let last: Placed<T> | undefined;
  let place = 0;
  for (const item of items) {
    const one = { item, key: keyOf(item), place };
    place += 1;
    if (last !== undefined && compare(one, last) >= 0) continue;
    best.push(one);
    if (best.length < 2 * most + SURPLUS) continue;
    best = best.sort(compare).slice(0, most);
    last = best.at(-1);
  }
  return best
    .sort(compare)
    .slice(first, most)
    .map(({ item }) => item);
}

function compareKeys(a: Key, b: Key, descending: boolean): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b !== descending ? -1 : 1;
}
