/** Decodes bits with adaptive probabilities, as LZMA packs them. */

const START_BYTES = 5;
/** The range is widened below this. */
const NARROW = 0x100_0000;
const PROBABILITY_BITS = 11;
const EVEN = 1 << (PROBABILITY_BITS - 1);
const CERTAIN = 1 << PROBABILITY_BITS;
const ADAPTATION = 5;

export class RangeDecoder {
  readonly #packed: Uint8Array;
  readonly #probabilities: Uint16Array;
  #at = 0;
  #end = 0;
  #range = 0;
  #code = 0;

  /** @param tables number of probabilities */
  constructor(packed: Uint8Array, tables: number) {
    this.#packed = packed;
    this.#probabilities = new Uint16Array(tables);
  }

  reset(): void {
    this.#probabilities.fill(EVEN);
  }

  /** @returns false: there are too few bytes, or the first one is invalid */
  begin(start: number, end: number): boolean {
    this.#at = start;
    this.#end = end;
    this.#range = 0xffff_ffff;
    this.#code = 0;
    const isValid = this.#packed[start] === 0 && end - start >= START_BYTES;
    for (let count = 0; count < START_BYTES; count += 1) this.#shift();
    return isValid;
  }

  /** True if exactly all bytes were needed. */
  get isDone(): boolean {
    this.#widen();
    return this.#at === this.#end && this.#code === 0;
  }

  bit(place: number): number {
    this.#widen();
    const probability = this.#probabilities[place] ?? EVEN;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      this.#probabilities[place] = probability + ((CERTAIN - probability) >> ADAPTATION);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    this.#probabilities[place] = probability - (probability >> ADAPTATION);
    return 1;
  }

  /** Reads a number, its highest bit first. */
  tree(table: number, bits: number): number {
    let symbol = 1;
    for (let count = 0; count < bits; count += 1) symbol = (symbol << 1) | this.bit(table + symbol);
    return symbol - (1 << bits);
  }

  /** Reads a number, its lowest bit first. */
  reversed(table: number, bits: number): number {
    let symbol = 1;
    let value = 0;
    for (let count = 0; count < bits; count += 1) {
      const bit = this.bit(table + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << count;
    }
    return value;
  }

  /** Bits that are 0 and 1 equally often. */
  direct(bits: number): number {
    let value = 0;
    for (let count = 0; count < bits; count += 1) {
      this.#widen();
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      value = value * 2 + bit;
    }
    return value;
  }

  #widen(): void {
    if (this.#range >= NARROW) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#shift();
  }

  #shift(): void {
    const byte = this.#at < this.#end ? (this.#packed[this.#at] ?? 0) : 0;
    this.#code = ((this.#code << 8) | byte) >>> 0;
    this.#at += 1;
  }
}
