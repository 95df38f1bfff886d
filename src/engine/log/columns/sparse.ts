/** Sets and maps for large numbers of instances that are mostly empty. Empty ones take almost no memory. */

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

  /** @returns whether it was a member */
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

  /** In order of insertion. */
  values(): Iterable<V> {
    return this.#map?.values() ?? [];
  }

  /** A copy, in order of insertion. */
  entries(): [K, V][] {
    return this.#map === undefined ? [] : [...this.#map];
  }

  clear(): void {
    this.#map = undefined;
  }
}
