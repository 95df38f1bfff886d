/** Sets and maps of which there are many, most of them empty: these take next to nothing then. */

export class SparseSet<T> {
  #set: Set<T> | undefined;

  get size(): number {
    return this.#set?.size ?? 0;
  }

  has(one: T): boolean {
    return this.#set?.has(one) === true;
  }

  add(one: T): void {
    this.#set ??= new Set();
    this.#set.add(one);
  }

  /** @returns whether it was there */
  delete(one: T): boolean {
    return this.#set?.delete(one) === true;
  }

  clear(): void {
    this.#set = undefined;
  }
}

export class SparseMap<K, V> {
  #map: Map<K, V> | undefined;

  get size(): number {
    return this.#map?.size ?? 0;
  }

  get(key: K): V | undefined {
    return this.#map?.get(key);
  }

  has(key: K): boolean {
    return this.#map?.has(key) === true;
  }

  set(key: K, value: V): void {
    this.#map ??= new Map();
    this.#map.set(key, value);
  }

  delete(key: K): void {
    this.#map?.delete(key);
  }

  /** In the order in which they came. */
  values(): Iterable<V> {
    return this.#map?.values() ?? [];
  }

  /** In the order in which they came; a copy. */
  entries(): [K, V][] {
    return this.#map === undefined ? [] : [...this.#map];
  }

  clear(): void {
    this.#map = undefined;
  }
}
