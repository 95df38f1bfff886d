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

interface Entry<K, V> {
  readonly key: K;
  value: V;
}

export class SparseMap<K, V> {
  /** The only entry: a map for it would take five times as much. */
  #one: Entry<K, V> | undefined;
  #map: Map<K, V> | undefined;

  get size(): number {
    return this.#map?.size ?? (this.#one === undefined ? 0 : 1);
  }

  get(key: K): V | undefined {
    if (this.#map !== undefined) return this.#map.get(key);
    return this.#one?.key === key ? this.#one.value : undefined;
  }

  has(key: K): boolean {
    if (this.#map !== undefined) return this.#map.has(key);
    return this.#one !== undefined && this.#one.key === key;
  }

  set(key: K, value: V): void {
    if (this.#map !== undefined) this.#map.set(key, value);
    else if (this.#one === undefined) this.#one = { key, value };
    else if (this.#one.key === key) this.#one.value = value;
    else {
      this.#map = new Map([[this.#one.key, this.#one.value]]);
      this.#map.set(key, value);
      this.#one = undefined;
    }
  }

  delete(key: K): void {
    this.#map?.delete(key);
    if (this.#one?.key === key) this.#one = undefined;
  }

  /** In order of insertion. */
  values(): Iterable<V> {
    if (this.#map !== undefined) return this.#map.values();
    return this.#one === undefined ? [] : [this.#one.value];
  }

  /** A copy, in order of insertion. */
  entries(): [K, V][] {
    if (this.#map !== undefined) return [...this.#map];
    return this.#one === undefined ? [] : [[this.#one.key, this.#one.value]];
  }

  clear(): void {
    this.#one = undefined;
    this.#map = undefined;
  }
}
