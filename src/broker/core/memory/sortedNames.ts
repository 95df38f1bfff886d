/** The names in a collection in their order, for lists that are looked at; made when somebody asks. */

interface Named {
  has(name: string): boolean;
  /** Each once. */
  names(): Iterable<string>;
}

/** So many changes are made one by one; with more, all is sorted anew. */
const FEW = 200;

export class SortedNames {
  readonly #collection: Named;
  /** undefined: nobody has asked, or too much has changed since. */
  #names: string[] | undefined;
  /** What has come or gone since somebody asked. */
  readonly #changed = new Set<string>();

  constructor(collection: Named) {
    this.#collection = collection;
  }

  /** The name has come or gone. */
  changed(name: string): void {
    if (this.#names === undefined) return;
    this.#changed.add(name);
    if (this.#changed.size <= FEW) return;
    this.#names = undefined;
    this.#changed.clear();
  }

  /** In the order of UTF-16 code units, until the next change. */
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

/** Where the name is, or would be. */
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
