/** Entries by name within the memory for devices: names come from topics and may have 65,535 bytes. */
import { type DeviceMemory, textsSize } from './deviceMemory.ts';

export class NamedEntries<T> {
  readonly #entries = new Map<string, T>();
  readonly #memory: DeviceMemory;

  constructor(memory: DeviceMemory) {
    this.#memory = memory;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(name: string): T | undefined {
    return this.#entries.get(name);
  }

  /** Keeps nothing new and returns false without memory for the name. */
  set(name: string, value: T): boolean {
    if (!this.#entries.has(name) && !this.#memory.take(textsSize(name))) return false;
    this.#entries.set(name, value);
    return true;
  }

  delete(name: string): void {
    if (this.#entries.delete(name)) this.#memory.take(-textsSize(name));
  }

  clear(): void {
    for (const name of this.#entries.keys()) this.delete(name);
  }
}
