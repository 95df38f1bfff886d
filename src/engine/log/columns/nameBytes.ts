/** Stores the bytes of names contiguously. Each name is found by its number. */

const SMALLEST = 1024;
const FEWEST = 64;

export class NameBytes {
  #bytes = new Uint8Array(SMALLEST);
  #words = new DataView(this.#bytes.buffer);
  #used = 0;
  /** Bytes of removed names. */
  #gone = 0;
  #starts = new Uint32Array(FEWEST);
  /** A name has at most 65,535 bytes. */
  #lengths = new Uint16Array(FEWEST);

  /** Bytes of memory. */
  get allocated(): number {
    return this.#bytes.byteLength + this.#starts.byteLength + this.#lengths.byteLength;
  }

  /** The bytes of all names. Valid until the next name is added. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  start(name: number): number {
    return this.#starts[name] ?? 0;
  }

  length(name: number): number {
    return this.#lengths[name] ?? 0;
  }

  add(name: number, from: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (name >= this.#starts.length) this.#growColumns(name);
    if (this.#used + length > this.#bytes.length) this.#makeRoom(length);
    for (let at = 0; at < length; at += 1) this.#bytes[this.#used + at] = from[start + at] ?? 0;
    this.#starts[name] = this.#used;
    this.#lengths[name] = length;
    this.#used += length;
  }

  remove(name: number): void {
    this.#gone += this.#lengths[name] ?? 0;
    this.#lengths[name] = 0;
  }

  /** True if the bytes of `words` from `from` on equal the name, which must exist. */
  isThat(name: number, words: DataView, from: number, length: number): boolean {
    if (length !== this.#lengths[name]) return false;
    const own = this.#words;
    const start = this.#starts[name] ?? 0;
    let at = 0;
    for (; at + 4 <= length; at += 4) {
      if (own.getUint32(start + at) !== words.getUint32(from + at)) return false;
    }
    for (; at < length; at += 1) {
      if (own.getUint8(start + at) !== words.getUint8(from + at)) return false;
    }
    return true;
  }

  /** Compacts the names if some were removed, and reserves half as much again. */
  #makeRoom(length: number): void {
    const old = this.#bytes;
    const needed = this.#used - this.#gone + length;
    const bytes = new Uint8Array(Math.max(SMALLEST, Math.ceil(needed * 1.5)));
    if (this.#gone === 0) bytes.set(old.subarray(0, this.#used));
    else this.#moveTogether(bytes);
    this.#bytes = bytes;
    this.#words = new DataView(bytes.buffer);
  }

  #moveTogether(into: Uint8Array): void {
    let used = 0;
    for (const [name, kept] of this.#lengths.entries()) {
      const from = this.#starts[name] ?? 0;
      into.set(this.#bytes.subarray(from, from + kept), used);
      this.#starts[name] = used;
      used += kept;
    }
    this.#used = used;
    this.#gone = 0;
  }

  #growColumns(name: number): void {
    const size = Math.max(name + 1, this.#starts.length * 2);
    const starts = new Uint32Array(size);
    starts.set(this.#starts);
    this.#starts = starts;
    const lengths = new Uint16Array(size);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
  }
}
