/** Reads the headers of Brotli's meta-blocks (RFC 7932, sections 7 and 9). */
import { type Bits, type PrefixCode, readPrefixCode, Stop } from './brotliCodes.ts';

/** A size and its extra bits, by the symbol of a prefix code. */
export type Sizes = readonly { readonly from: number; readonly bits: number }[];

/** Each symbol begins after the sizes of the symbol before. */
export function sizesFrom(from: number, widths: readonly number[]): Sizes {
  let next = from;
  return widths.map((bits) => {
    const start = next;
    next += 2 ** bits;
    return { from: start, bits };
  });
}

function readSize(bits: Bits, code: PrefixCode, sizes: Sizes): number {
  return sizeOf(bits, sizes[code.read(bits)]);
}

export function sizeOf(bits: Bits, size: Sizes[number] | undefined): number {
  return size === undefined ? 0 : size.from + bits.read(size.bits);
}

const BLOCK_COUNTS = sizesFrom(
  1,
  [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 24],
);
/** Blocks without a count never end. */
const ENDLESS = 1 << 28;

/** A number of 1 to 256. */
function readCount(bits: Bits): number {
  if (bits.read(1) === 0) return 1;
  const width = bits.read(3);
  return 1 + (1 << width) + bits.read(width);
}

/** The types of blocks of literals, of commands, or of distances. */
export class Blocks {
  readonly types: number;
  type = 0;
  #left = ENDLESS;
  #before = 1;
  readonly #bits: Bits;
  readonly #codes: { readonly type: PrefixCode; readonly count: PrefixCode } | undefined;

  constructor(bits: Bits) {
    this.#bits = bits;
    this.types = readCount(bits);
    if (this.types < 2) return;
    const type = readPrefixCode(bits, this.types + 2);
    this.#codes = { type, count: readPrefixCode(bits, BLOCK_COUNTS.length) };
    this.#left = readSize(bits, this.#codes.count, BLOCK_COUNTS);
  }

  /** The type of the next element. */
  next(): number {
    if (this.#left === 0) this.#switch();
    this.#left -= 1;
    return this.type;
  }

  #switch(): void {
    if (this.#codes === undefined) throw new Stop('packed');
    const said = this.#codes.type.read(this.#bits);
    const type = said === 0 ? this.#before : said === 1 ? this.type + 1 : said - 2;
    this.#before = this.type;
    this.type = type % this.types;
    this.#left = readSize(this.#bits, this.#codes.count, BLOCK_COUNTS);
  }
}

/** The number of the prefix code for each block type and context. */
export interface ContextMap {
  readonly codes: number;
  readonly map: Uint8Array;
}

export function readContextMap(bits: Bits, size: number): ContextMap {
  const codes = readCount(bits);
  const map = new Uint8Array(size);
  if (codes < 2) return { codes, map };
  const longest = bits.read(1) === 0 ? 0 : bits.read(4) + 1;
  const code = readPrefixCode(bits, codes + longest);
  for (let at = 0; at < size; ) {
    const symbol = code.read(bits);
    if (symbol > 0 && symbol <= longest) {
      at += (1 << symbol) + bits.read(symbol);
      if (at > size) throw new Stop('packed');
    } else {
      map[at] = symbol === 0 ? 0 : symbol - longest;
      at += 1;
    }
  }
  if (bits.read(1) === 1) moveToFront(map);
  return { codes, map };
}

function moveToFront(map: Uint8Array): void {
  const order = Uint8Array.from({ length: 256 }, (_, at) => at);
  for (const [at, index] of map.entries()) {
    const value = order[index] ?? 0;
    map[at] = value;
    order.copyWithin(1, 0, index);
    order[0] = value;
  }
}

/** 16 codes of distances before; direct ones; and those with extra bits. */
export class Distances {
  readonly symbols: number;
  readonly #postfix: number;
  readonly #direct: number;

  constructor(bits: Bits) {
    this.#postfix = bits.read(2);
    this.#direct = bits.read(4) << this.#postfix;
    this.symbols = 16 + this.#direct + (48 << this.#postfix);
  }

  /** The distance of a code from 16 on. */
  read(bits: Bits, code: number): number {
    const rest = code - 16 - this.#direct;
    if (rest < 0) return code - 15;
    const high = rest >> this.#postfix;
    const low = rest & ((1 << this.#postfix) - 1);
    const width = 1 + (high >> 1);
    const offset = ((2 + (high & 1)) << width) - 4 + bits.read(width);
    return (offset << this.#postfix) + low + this.#direct + 1;
  }
}
