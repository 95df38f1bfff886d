/** The visible rows of a list, and counts for the other choices. */

interface Search<S extends string> {
  readonly show: S;
  readonly search: string;
}

interface Searchable<T, S extends string> {
  readonly shows: readonly S[];
  /** Zero for each choice. */
  readonly none: Readonly<Record<S, number>>;
  readonly isShown: (row: T, show: S) => boolean;
  /** Texts that a search examines. */
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
