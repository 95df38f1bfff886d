/**
 * Members and elements of a value that keywords have evaluated: `unevaluatedProperties` and
 * `unevaluatedItems` apply to the rest.
 */

export class Seen {
  readonly #names = new Set<string>();
  readonly #single = new Set<number>();
  #first = 0;

  name(name: string): void {
    this.#names.add(name);
  }

  /** Marks the first elements of an array. */
  items(count: number): void {
    this.#first = Math.max(this.#first, count);
  }

  /** Marks an element found by `contains`. */
  item(index: number): void {
    this.#single.add(index);
  }

  hasName(name: string): boolean {
    return this.#names.has(name);
  }

  hasItem(index: number): boolean {
    return index < this.#first || this.#single.has(index);
  }

  /** Cost of `add`. */
  get size(): number {
    return this.#names.size + this.#single.size;
  }

  add(other: Seen): void {
    for (const name of other.#names) this.#names.add(name);
    for (const index of other.#single) this.#single.add(index);
    this.items(other.#first);
  }
}
