/** A map that tracks the memory of its entries. Setting an entry moves it to the end. */

/** Memory of an entry without its content. */
const ENTRY_BYTES = 80;

export class CountedMap<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #bytesOf: (value: V) => number;
  #bytes = 0;

  constructor(bytesOf: (value: V) => number) {
    this.#bytesOf = bytesOf;
  }

  get size(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get oldest(): K | undefined {
    const [oldest] = this.#entries.keys();
    return oldest;
  }

  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  set(key: K, value: V): void {
    this.delete(key);
    this.#entries.set(key, value);
    this.#bytes += ENTRY_BYTES + this.#bytesOf(value);
  }

  delete(key: K): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= ENTRY_BYTES + this.#bytesOf(value);
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  values(): IterableIterator<V> {
    return this.#entries.values();
  }
}
