/** Joins adjacent pieces of a chunk, because a write costs far more than a packet. */

export class PieceJoiner {
  readonly #write: (bytes: Uint8Array) => void;
  /** First waiting piece; undefined: none. */
  #first: Uint8Array | undefined;
  /** Total bytes. */
  #length = 0;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
  }

  add(bytes: Uint8Array): void {
    const first = this.#first;
    const isNext =
      first !== undefined &&
      first.buffer === bytes.buffer &&
      first.byteOffset + this.#length === bytes.byteOffset;
    if (!isNext) {
      this.flush();
      this.#first = bytes;
    }
    this.#length += bytes.length;
  }

  flush(): void {
    const first = this.#first;
    if (first === undefined) return;
    const length = this.#length;
    this.#first = undefined;
    this.#length = 0;
    this.#write(
      length === first.length ? first : new Uint8Array(first.buffer, first.byteOffset, length),
    );
  }
}
