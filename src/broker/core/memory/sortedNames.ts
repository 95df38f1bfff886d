/** The names of a collection in sorted order, computed on demand for lists. */

interface Named {
  has(name: string): boolean;
  /** Each name once. */
  names(): Iterable<string>;
}

/** Up to this many changes are applied individually; more cause a new sort. */
const FEW = 200;

export class SortedNames {
  readonly #collection: Named;
  /** undefined: not requested yet, or too much has changed since. */
  #names: string[] | undefined;
  /** Names added or removed since the last request. */
  readonly #changed = new Set<string>();

  constructor(collection: Named) {
    this.#collection = collection;
  }

  /** The name was added or removed. */
  changed(name: string): void {
    if (this.#names === undefined) return;
    this.#changed.add(name);
    if (this.#changed.size <= FEW) return;
    this.#names = undefined;
    this.#changed.clear();
  }

  /** Sorted by UTF-16 code units, valid until the next change. */
  get all(): readonly string[] {
    const names = this.#names ?? [...this.#collection.names()].sort((a, b) => (a < b ? -1 : 1));
    this.#names = names;
    for (const name of this.#changed) {
      const place = placeOf(name, names);
      const isThere = names[place] === name;
      const belongs = this.#collection.has(name);
      if (isThere && !belongs) names.splice(place, 1);
      else if (belongs && !isThere) names.splice(place, 0, name);
    }
    this.#changed.clear();
    return names;
  }
}

/** Index of the name, or the index for inserting it. */
function placeOf(name: string, names: readonly string[]): number {
  let from = 0;
  let to = names.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((names[middle] ?? '') < name) from = middle + 1;
    else to = middle;
  }
  return from;
}
