/** The members of a collection in the order of their names, made when somebody asks, for lists that are looked at. */
export class SortedList<T> {
  readonly #nameOf: (item: T) => string;
  #items: readonly T[] = [];
  #isFresh = true;

  constructor(nameOf: (item: T) => string) {
    this.#nameOf = nameOf;
  }

  /** Something has been added, replaced or taken away. */
  changed(): void {
    this.#isFresh = false;
  }

  /** `current`: what the collection holds now, each name once. */
  of(current: ReadonlyMap<string, T>): readonly T[] {
    if (this.#isFresh) return this.#items;
    const nameOf = this.#nameOf;
    // What was there stays in its order, so that sorting has little to do.
    const items: T[] = [];
    const placed = new Set<T>();
    for (const item of this.#items) {
      if (current.get(nameOf(item)) !== item) continue;
      items.push(item);
      placed.add(item);
    }
    for (const item of current.values()) if (!placed.has(item)) items.push(item);
    items.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    this.#items = items;
    this.#isFresh = true;
    return items;
  }
}
