/** Builds binary records, with numbers in either order. */

export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Starts again in the same memory. */
  reset(): this {
    this.#length = 0;
    return this;
  }

  /** The written bytes; valid until the next write. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** A copy of the written bytes. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  u8(value: number): this {
    this.#reserve(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
    return this;
  }

  u16(value: number, littleEndian = false): this {
    this.#reserve(2);
    const bytes = this.#bytes;
    const at = this.#length;
    // The array stores only the lowest eight bits.
    bytes[littleEndian ? at : at + 1] = value;
    bytes[littleEndian ? at + 1 : at] = value >>> 8;
    this.#length = at + 2;
    return this;
  }

  u32(value: number, littleEndian = false): this {
    return littleEndian
      ? this.u16(value, true).u16(value >>> 16, true)
      : this.u16(value >>> 16).u16(value);
  }

  /** Writes `count` zero bytes. */
  zeros(count: number): this {
    this.#reserve(count);
    this.#bytes.fill(0, this.#length, this.#length + count);
    this.#length += count;
    return this;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
