/** Pages of a list in another sort order. */

/** Sort key: a number or text. Undefined sorts last in both directions. */
export type Key = string | number | undefined;

interface Placed<T> {
  readonly item: T;
  readonly key: Key;
  readonly place: number;
}

/** Collects this many more than the page needs before it discards the surplus. */
const SURPLUS = 256;

/**
 * Returns `count` items from `first` on, sorted by `keyOf`; equal keys keep their order. Items after the page
 * are not sorted: the first page of 100,000 items costs one look at each.
 */
export function sortedPage<T>(
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
