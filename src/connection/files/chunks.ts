/** Collects bytes into chunks of one size, which can be transferred to another thread. */
const CHUNK = 1024 * 1024;

export class Chunks {
  readonly #full: ArrayBuffer[] = [];
  #current = new Uint8Array(CHUNK);
  #used = 0;

  /** Full chunks that are not taken yet. */
  get ready(): number {
    return this.#full.length;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + CHUNK - this.#used);
      this.#current.set(piece, this.#used);
      this.#used += piece.length;
      at += piece.length;
      if (this.#used < CHUNK) continue;
      this.#full.push(this.#current.buffer);
      this.#current = new Uint8Array(CHUNK);
      this.#used = 0;
    }
  }

  take(): ArrayBuffer | undefined {
    return this.#full.shift();
  }

  /** The remaining bytes at the end. */
  rest(): ArrayBuffer {
    return this.#current.slice(0, this.#used).buffer;
  }
}
