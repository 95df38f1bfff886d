/** The names in a collection in their order, for lists that are looked at; made when somebody asks. */

interface Named {
  has(name: string): boolean;
  /** Each once. */
  names(): Iterable<string>;
}

export class SortedNames {
  readonly #collection: Named;
  #names: readonly string[] = [];
  #isFresh = true;

  constructor(collection: Named) {
    this.#collection = collection;
  }

  /** A name has come or gone. */
  changed(): void {
    this.#isFresh = false;
  }

  /** In the order of UTF-16 code units. */
  get all(): readonly string[] {
    if (this.#isFresh) return this.#names;
    // What was there stays in its order, so that sorting has little to do.
    const names = this.#names.filter((name) => this.#collection.has(name));
    const known = new Set(names);
    for (const name of this.#collection.names()) if (!known.has(name)) names.push(name);
    this.#names = names.sort((a, b) => (a < b ? -1 : 1));
    this.#isFresh = true;
    return this.#names;
  }
}
