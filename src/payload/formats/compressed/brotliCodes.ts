/** Reads bits and prefix codes of Brotli (RFC 7932, sections 1.5 and 3). */
import type { ErrorKey } from '../../tree/format.ts';

/** Unpacking ends here. */
export class Stop extends Error {
  readonly key: ErrorKey;

  constructor(key: ErrorKey) {
    super();
    this.key = key;
  }
}

/** Bits of bytes, lowest first. */
export class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** At most 24 bits. */
  read(count: number): number {
    while (this.#count < count) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new Stop('ends');
      this.#held |= byte << this.#count;
      this.#at += 1;
      this.#count += 8;
    }
    const value = this.#held & ((1 << count) - 1);
    this.#held >>>= count;
    this.#count -= count;
    return value;
  }

  /** Skips up to the next byte; the skipped bits must be 0. */
  align(): void {
    if (this.#held !== 0) throw new Stop('packed');
    this.#count = 0;
  }

  /** Whole bytes, after `align`. */
  bytes(count: number): Uint8Array {
    const part = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += part.length;
    return part;
  }

  /** The first unread byte. */
  get at(): number {
    return this.#at;
  }
}

const LONGEST = 15;

/** A canonical prefix code. */
export class PrefixCode {
  readonly #counts = new Uint16Array(LONGEST + 1);
  readonly #symbols: readonly number[];

  /** @param lengths of the codes by symbol, in the order of the symbols; without any, the code has no bits */
  constructor(lengths: readonly (readonly [symbol: number, length: number])[]) {
    const starts = new Uint16Array(LONGEST + 2);
    for (const [, length] of lengths) this.#counts[length] = (this.#counts[length] ?? 0) + 1;
    this.#counts[0] = 0;
    for (let length = 1; length <= LONGEST; length += 1) {
      starts[length + 1] = (starts[length] ?? 0) + (this.#counts[length] ?? 0);
    }
    const symbols = lengths.map(([symbol]) => symbol);
    for (const [symbol, length] of lengths) {
      const place = starts[length] ?? 0;
      symbols[place] = symbol;
      starts[length] = place + 1;
    }
    this.#symbols = symbols;
  }

  read(bits: Bits): number {
    if (this.#symbols.length === 1) return this.#symbols[0] ?? 0;
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length <= LONGEST; length += 1) {
      code |= bits.read(1);
      const count = this.#counts[length] ?? 0;
      if (code - first < count) return this.#symbols[index + code - first] ?? 0;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Stop('packed');
  }
}

/** Lengths of simple codes by the number of their symbols; the last one for four symbols that are marked. */
const SIMPLE_LENGTHS = [[0], [1, 1], [1, 2, 2], [2, 2, 2, 2], [1, 2, 3, 3]];
const ORDER_OF_LENGTHS = [1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15];
/** The code of the code lengths. */
const LENGTHS = new PrefixCode([
  [0, 2],
  [3, 2],
  [4, 2],
  [2, 3],
  [1, 4],
  [5, 4],
]);
const REPEAT = 16;
const ZEROS = 17;
const FIRST_LENGTH = 8;
const SIMPLE = 1;

/** Reads the description of a code. */
export function readPrefixCode(bits: Bits, symbols: number): PrefixCode {
  const skipped = bits.read(2);
  return skipped === SIMPLE ? simpleCode(bits, symbols) : complexCode(bits, symbols, skipped);
}

function simpleCode(bits: Bits, symbols: number): PrefixCode {
  const count = bits.read(2) + 1;
  const width = 32 - Math.clz32(symbols - 1);
  const all = Array.from({ length: count }, () => bits.read(width));
  const isMarked = count === 4 && bits.read(1) === 1;
  if (new Set(all).size < count || all.some((symbol) => symbol >= symbols))
    throw new Stop('packed');
  const lengths = SIMPLE_LENGTHS[isMarked ? count : count - 1] ?? [];
  const coded = all.map((symbol, at): [number, number] => [symbol, lengths[at] ?? 0]);
  return new PrefixCode(coded.sort(([one], [other]) => one - other));
}

function complexCode(bits: Bits, symbols: number, skipped: number): PrefixCode {
  const lengthCode = codeOfLengths(bits, skipped);
  const lengths: [number, number][] = [];
  let space = 1 << LONGEST;
  let [previous, repeated, repeatedLength] = [FIRST_LENGTH, 0, -1];
  for (let symbol = 0; symbol < symbols && space > 0; ) {
    const said = lengthCode.read(bits);
    if (said < REPEAT) {
      repeated = 0;
      if (said > 0) {
        lengths.push([symbol, said]);
        previous = said;
        space -= (1 << LONGEST) >> said;
      }
      symbol += 1;
      continue;
    }
    const length = said === REPEAT ? previous : 0;
    if (length !== repeatedLength) [repeated, repeatedLength] = [0, length];
    const extra = said === ZEROS ? 3 : 2;
    const before = repeated;
    repeated = (repeated > 0 ? (repeated - 2) << extra : 0) + bits.read(extra) + 3;
    const end = symbol + repeated - before;
    if (end > symbols) throw new Stop('packed');
    if (length > 0) {
      for (let at = symbol; at < end; at += 1) lengths.push([at, length]);
      space -= (end - symbol) << (LONGEST - length);
    }
    symbol = end;
  }
  if (space !== 0) throw new Stop('packed');
  return new PrefixCode(lengths);
}

function codeOfLengths(bits: Bits, skipped: number): PrefixCode {
  const lengths: [number, number][] = [];
  let space = 32;
  for (const symbol of ORDER_OF_LENGTHS.slice(skipped)) {
    if (space <= 0) break;
    const length = LENGTHS.read(bits);
    if (length === 0) continue;
    lengths.push([symbol, length]);
    space -= 32 >> length;
  }
  if (lengths.length !== 1 && space !== 0) throw new Stop('packed');
  return new PrefixCode(lengths.sort(([one], [other]) => one - other));
}
