/** A growing buffer of bytes. */
export class ByteWriter {
  #bytes: Uint8Array = new Uint8Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Reserves space and returns its start. May replace `#bytes`. */
  #room(more: number): number {
    const at = this.#length;
    this.#length += more;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length));
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
    }
    return at;
  }

  byte(value: number): void {
    const at = this.#room(1);
    this.#bytes[at] = value;
  }

  bytes(values: Uint8Array): void {
    const at = this.#room(values.length);
    this.#bytes.set(values, at);
  }

  /** Big-endian, below 2^32. */
  number(value: number, width: number): void {
    const at = this.#room(width);
    let rest = value;
    for (let place = at + width - 1; place >= at; place -= 1) {
      this.#bytes[place] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  }

  /** Big-endian, 64 bits. */
  big(value: bigint): void {
    this.#view(8).setBigUint64(0, BigInt.asUintN(64, value));
  }

  single(value: number): void {
    this.#view(4).setFloat32(0, value);
  }

  double(value: number): void {
    this.#view(8).setFloat64(0, value);
  }

  #view(width: number): DataView {
    const at = this.#room(width);
    return new DataView(this.#bytes.buffer, at, width);
  }

  result(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
