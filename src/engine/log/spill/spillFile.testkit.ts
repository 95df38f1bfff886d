/** A file in memory for tests. It can be full, or fail. */
import type { SpillFile } from './spillFile.ts';

export class MemoryFile implements SpillFile {
  /** Maximum size, bytes. */
  room = Infinity;
  canWrite = true;
  canRead = true;
  #memory = new Uint8Array(0);
  #size = 0;

  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#size);
  }

  write(bytes: Uint8Array, at: number): boolean {
    const end = at + bytes.length;
    if (!this.canWrite || end > this.room) return false;
    if (end > this.#memory.length) {
      const longer = new Uint8Array(end * 2);
      longer.set(this.#memory);
      this.#memory = longer;
    }
    this.#memory.set(bytes, at);
    this.#size = Math.max(this.#size, end);
    return true;
  }

  read(into: Uint8Array, at: number): boolean {
    if (!this.canRead || at + into.length > this.#size) return false;
    into.set(this.#memory.subarray(at, at + into.length));
    return true;
  }

  truncate(size: number): void {
    this.#size = size;
  }
}

/** Minimal options for a file without stream facts. */
export const OF_FILE = { id: new Uint8Array(16).fill(7), factsOf: () => undefined };
