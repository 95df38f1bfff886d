/** Members and elements of one value that keywords of a schema have evaluated: `unevaluatedProperties` and `unevaluatedItems` see the others. */

export class Seen {
  readonly #names = new Set<string>();
  readonly #single = new Set<number>();
  #first = 0;

  name(name: string): void {
    this.#names.add(name);
  }

  /** The first elements of an array. */
  items(count: number): void {
    this.#first = Math.max(this.#first, count);
  }

  /** An element that `contains` found. */
  item(index: number): void {
    this.#single.add(index);
  }

  hasName(name: string): boolean {
    return this.#names.has(name);
  }

  hasItem(index: number): boolean {
    return index < this.#first || this.#single.has(index);
  }

  /** Work of `add`. */
  get size(): number {
    return this.#names.size + this.#single.size;
  }

  add(other: Seen): void {
    for (const name of other.#names) this.#names.add(name);
    for (const index of other.#single) this.#single.add(index);
    this.items(other.#first);
  }
}
