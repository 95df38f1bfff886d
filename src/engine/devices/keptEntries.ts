/** Entries of one kind of a device, limited in number and by the memory for all devices. */
import type { DeviceLimit } from '../findings/conventionLimit.ts';
import { type DeviceMemory, textsSize } from './deviceMemory.ts';

interface Kind<T> {
  readonly of: Exclude<DeviceLimit, 'memory'>;
  readonly most: number;
  readonly sizeOf: (entry: T) => number;
}

export class KeptEntries<T> {
  readonly #all = new Map<string, T>();
  readonly #kind: Kind<T>;
  readonly #memory: DeviceMemory;
  readonly #onLimit: (of: DeviceLimit, most: number) => void;

  constructor(
    kind: Kind<T>,
    memory: DeviceMemory,
    onLimit: (of: DeviceLimit, most: number) => void,
  ) {
    this.#kind = kind;
    this.#memory = memory;
    this.#onLimit = onLimit;
  }

  get all(): ReadonlyMap<string, T> {
    return this.#all;
  }

  /** Returns false, and reports the limit, if there is no room. The previous entry then stays. */
  set(key: string, entry: T): boolean {
    const { of, most } = this.#kind;
    const before = this.#all.get(key);
    if (before === undefined && this.#all.size >= most) {
      this.#onLimit(of, most);
      return false;
    }
    const size = this.#sizeOf(key, entry) - (before === undefined ? 0 : this.#sizeOf(key, before));
    if (!this.#memory.take(size)) {
      this.#onLimit('memory', this.#memory.most);
      return false;
    }
    this.#all.set(key, entry);
    return true;
  }

  delete(key: string): void {
    const entry = this.#all.get(key);
    if (entry !== undefined) this.#memory.take(-this.#sizeOf(key, entry));
    this.#all.delete(key);
  }

  clear(): void {
    for (const key of this.#all.keys()) this.delete(key);
  }

  #sizeOf(key: string, entry: T): number {
    return textsSize(key) + this.#kind.sizeOf(entry);
  }
}
