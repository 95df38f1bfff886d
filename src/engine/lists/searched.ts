/** What a list shows of its rows, and how many it would show instead. */

interface Search<S extends string> {
  readonly show: S;
  readonly search: string;
}

interface Searchable<T, S extends string> {
  readonly shows: readonly S[];
  /** Of each of them. */
  readonly none: Readonly<Record<S, number>>;
  readonly isShown: (row: T, show: S) => boolean;
  /** What a search looks at. */
  readonly texts: (row: T) => readonly (string | undefined)[];
}

export function searched<T, S extends string>(
  all: readonly T[],
  { shows, none, isShown, texts }: Searchable<T, S>,
  { show, search }: Search<S>,
) {
  const text = search.toLowerCase();
  const counts: Record<S, number> = { ...none };
  const shown: T[] = [];
  for (const row of all) {
    if (text !== '' && !texts(row).some((each) => each?.toLowerCase().includes(text))) continue;
    for (const each of shows) {
      if (!isShown(row, each)) continue;
      counts[each] += 1;
      if (each === show) shown.push(row);
    }
  }
  return { shown, counts };
}
