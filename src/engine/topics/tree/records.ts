/** Records of numbers in typed arrays, without an object per record and without copying when they grow. */

/** Records per chunk, as a power of two. */
const SHIFT = 12;
const CHUNK = 1 << SHIFT;
const MASK = CHUNK - 1;
/** Initial size of the first chunk, because most captures have few topics. */
const FEWEST = 32;

interface Chunk {
  readonly floats: Float64Array;
  readonly ints: Int32Array;
}

/**
 * A record has floating-point fields, followed by 32-bit fields; both kinds are counted from 0. All are 0
 * initially.
 */
export class Records {
  readonly #floats: number;
  /** Size of a record in 32-bit words. */
  readonly #stride: number;
  #chunks: Chunk[] = [];
  #count = 0;
  #room = 0;

  constructor(floats: number, ints: number) {
    this.#floats = floats;
    this.#stride = floats * 2 + ints + (ints & 1);
  }

  get count(): number {
    return this.#count;
  }

  /** Bytes of memory. */
  get bytes(): number {
    return this.#room * this.#stride * 4;
  }

  /** @returns the number of the new record */
  add(): number {
    if (this.#count === this.#room) this.#grow();
    this.#count += 1;
    return this.#count - 1;
  }

  int(record: number, field: number): number {
    const ints = this.#chunks[record >> SHIFT]?.ints;
    return ints?.[(record & MASK) * this.#stride + this.#floats * 2 + field] ?? 0;
  }

  setInt(record: number, field: number, value: number): void {
    const ints = this.#chunks[record >> SHIFT]?.ints;
    if (ints) ints[(record & MASK) * this.#stride + this.#floats * 2 + field] = value;
  }

  float(record: number, field: number): number {
    const floats = this.#chunks[record >> SHIFT]?.floats;
    return floats?.[(record & MASK) * (this.#stride >> 1) + field] ?? 0;
  }

  setFloat(record: number, field: number, value: number): void {
    const floats = this.#chunks[record >> SHIFT]?.floats;
    if (floats) floats[(record & MASK) * (this.#stride >> 1) + field] = value;
  }

  #grow(): void {
    const isFirst = this.#room < CHUNK;
    const size = isFirst ? Math.max(FEWEST, this.#room * 4) : CHUNK;
    const ints = new Int32Array(Math.min(size, CHUNK) * this.#stride);
    const first = this.#chunks[0];
    if (isFirst && first !== undefined) ints.set(first.ints);
    const chunk = { ints, floats: new Float64Array(ints.buffer) };
    if (isFirst) this.#chunks = [chunk];
    else this.#chunks.push(chunk);
    this.#room = isFirst ? Math.min(size, CHUNK) : this.#room + CHUNK;
  }
}
