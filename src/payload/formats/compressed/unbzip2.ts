/** Unpacks bzip2 (sourceware.org/bzip2; described by github.com/dsnet/compress, "bzip2 format specification"). */
import type { FormatError, Unwrapped } from '../../tree/format.ts';
import { BZIP2_SIGNATURE, begins } from './signatures.ts';
import { Unpacked } from './unpacked.ts';

const BLOCK = 0x3141_5926_5359;
const END = 0x1772_4538_5090;
const BLOCK_UNIT = 100_000;
const MOST_TABLES = 6;
/** Symbols of a selector. */
const GROUP = 50;
const MOST_BITS = 20;
const RUN_A = 0;
const RUN_B = 1;
/** Repetitions after which a byte gives their further number. */
const RUN = 4;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc < 0 ? 0x04c1_1db7 : 0);
  return crc;
});

function crcOf(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (crc << 8) ^ (CRC_TABLE[((crc >>> 24) ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

/** A code whose symbols are ordered by their lengths. */
interface Code {
  /** By length: the largest code, and what is added to a code for its symbol. */
  readonly limits: readonly number[];
  readonly bases: readonly number[];
  readonly symbols: readonly number[];
}

class Damaged extends Error {
  readonly key: FormatError['key'];

  constructor(key: FormatError['key']) {
    super(key);
    this.key = key;
  }
}

class Bits {
  at = 0;
  readonly #bytes: Uint8Array;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @param count at most 24 */
  read(count: number): number {
    while (this.#count < count) {
      if (this.at >= this.#bytes.length) throw new Damaged('ends');
      this.#held = ((this.#held << 8) | (this.#bytes[this.at] ?? 0)) >>> 0;
      this.at += 1;
      this.#count += 8;
    }
    this.#count -= count;
    const value = this.#held >>> this.#count;
    this.#held = this.#count === 0 ? 0 : this.#held & ((1 << this.#count) - 1);
    return value;
  }

  long(count: number): number {
    return this.read(count - 24) * (1 << 24) + this.read(24);
  }

  symbol({ limits, bases, symbols }: Code): number {
    let code = 0;
    for (let length = 1; length <= MOST_BITS; length += 1) {
      code = (code << 1) | this.read(1);
      if (code > (limits[length] ?? -1)) continue;
      const symbol = symbols[code - (bases[length] ?? 0)];
      if (symbol !== undefined) return symbol;
    }
    throw new Damaged('packed');
  }

  /** Leaves out the rest of a byte. */
  align(): void {
    this.#count = 0;
    this.#held = 0;
  }
}

function codeOf(lengths: readonly number[]): Code {
  const symbols: number[] = [];
  const limits: number[] = [];
  const bases: number[] = [];
  let code = 0;
  for (let length = 1; length <= MOST_BITS; length += 1) {
    const first = symbols.length;
    for (const [symbol, its] of lengths.entries()) if (its === length) symbols.push(symbol);
    const count = symbols.length - first;
    bases[length] = code - first;
    limits[length] = count === 0 ? -1 : code + count - 1;
    code = (code + count) << 1;
  }
  return { limits, bases, symbols };
}

/** Moves an entry to the front, and returns it. */
function toFront(list: number[], at: number): number {
  const [moved] = list.splice(at, 1);
  if (moved === undefined) throw new Damaged('packed');
  list.unshift(moved);
  return moved;
}

function usedBytes(bits: Bits): number[] {
  const groups = bits.read(16);
  const used: number[] = [];
  for (let group = 0; group < 16; group += 1) {
    if (((groups >> (15 - group)) & 1) === 0) continue;
    const its = bits.read(16);
    for (let byte = 0; byte < 16; byte += 1)
      if (((its >> (15 - byte)) & 1) === 1) used.push(group * 16 + byte);
  }
  return used;
}

function selectorsOf(bits: Bits, tables: number): number[] {
  const count = bits.read(15);
  const order = Array.from({ length: tables }, (_, index) => index);
  return Array.from({ length: count }, () => {
    let at = 0;
    while (bits.read(1) === 1) at += 1;
    return toFront(order, at);
  });
}

function lengthsOf(bits: Bits, symbols: number): number[] {
  let length = bits.read(5);
  return Array.from({ length: symbols }, () => {
    while (bits.read(1) === 1) length += bits.read(1) === 0 ? 1 : -1;
    if (length < 1 || length > MOST_BITS) throw new Damaged('packed');
    return length;
  });
}

/**
 * The last column of the sorted rotations, in the lower byte of each entry.
 * @param column room for it, shared by all blocks
 */
function columnOf(bits: Bits, column: Uint32Array): Uint32Array {
  const most = column.length;
  const front = usedBytes(bits);
  const tables = bits.read(3);
  if (front.length === 0 || tables < 2 || tables > MOST_TABLES) throw new Damaged('packed');
  const selectors = selectorsOf(bits, tables);
  const symbols = front.length + 2;
  const codes = Array.from({ length: tables }, () => codeOf(lengthsOf(bits, symbols)));
  let length = 0;
  let run = 0;
  let weight = 1;
  for (let read = 0; ; read += 1) {
    const code = codes[selectors[Math.floor(read / GROUP)] ?? -1];
    if (code === undefined) throw new Damaged('packed');
    const symbol = bits.symbol(code);
    if (symbol === RUN_A || symbol === RUN_B) {
      run += weight << symbol;
      weight <<= 1;
      if (run > most) throw new Damaged('packed');
      continue;
    }
    if (length + run >= most + (symbol === symbols - 1 ? 1 : 0)) throw new Damaged('packed');
    column.fill(front[0] ?? 0, length, length + run);
    length += run;
    run = 0;
    weight = 1;
    if (symbol === symbols - 1) return column.subarray(0, length);
    column[length] = toFront(front, symbol - 1);
    length += 1;
  }
}

/** Follows the rotations: each entry gets the place of the next in its upper bits. */
function* unsorted(column: Uint32Array, origin: number): Generator<number> {
  const starts = new Uint32Array(257);
  for (const byte of column) starts[byte + 1] = (starts[byte + 1] ?? 0) + 1;
  for (let byte = 0; byte < 256; byte += 1)
    starts[byte + 1] = (starts[byte + 1] ?? 0) + (starts[byte] ?? 0);
  for (let at = 0; at < column.length; at += 1) {
    const byte = (column[at] ?? 0) & 0xff;
    const to = starts[byte] ?? 0;
    starts[byte] = to + 1;
    column[to] = ((column[to] ?? 0) | (at << 8)) >>> 0;
  }
  let next = (column[origin] ?? 0) >>> 8;
  for (let count = 0; count < column.length; count += 1) {
    const entry = column[next] ?? 0;
    yield entry & 0xff;
    next = entry >>> 8;
  }
}

function unpackBlock(bits: Bits, shared: Uint32Array, into: Unpacked, room: number): void {
  const crc = bits.long(32);
  // Randomized blocks are of versions before 0.9.5.
  if (bits.read(1) === 1) throw new Damaged('codec');
  const origin = bits.read(24);
  const column = columnOf(bits, shared);
  if (origin >= column.length) throw new Damaged('packed');
  const start = into.length;
  let [last, repeated] = [-1, 0];
  for (const byte of unsorted(column, origin)) {
    if (repeated === RUN) {
      into.fill(last, byte);
      repeated = 0;
      last = -1;
    } else {
      repeated = byte === last ? repeated + 1 : 1;
      last = byte;
      into.fill(byte, 1);
    }
    if (into.length > room) throw new Damaged('large');
  }
  if (crcOf(into.bytes.subarray(start, into.length)) !== crc) throw new Damaged('checksum');
}

/** @returns the end of the stream */
function unpackStream(
  packed: Uint8Array,
  at: number,
  { into, room, shared }: { into: Unpacked; room: number; shared: Uint32Array },
): number {
  const most = ((packed[at + 3] ?? 0) - 0x30) * BLOCK_UNIT;
  const bits = new Bits(packed);
  bits.at = at + 4;
  for (;;) {
    const mark = bits.long(48);
    if (mark === END) break;
    if (mark !== BLOCK) throw new Damaged('packed');
    unpackBlock(bits, shared.subarray(0, most), into, room);
  }
  bits.long(32);
  bits.align();
  return bits.at;
}

/** Unpacks all streams, which form one content. */
export function unwrapBzip2(packed: Uint8Array, most: number): Unwrapped {
  const into = new Unpacked();
  let shared = new Uint32Array();
  for (let at = 0; at < packed.length; ) {
    const size = (packed[at + 3] ?? 0) - 0x30;
    if (!begins(packed, BZIP2_SIGNATURE, at) || size < 1 || size > 9) {
      const error: FormatError = { key: at === 0 ? 'unpacked' : 'rest', offset: at };
      return { bytes: into.upTo(most), error };
    }
    const needed = size * BLOCK_UNIT;
    if (shared.length < needed) shared = new Uint32Array(needed);
    try {
      at = unpackStream(packed, at, { into, room: most, shared });
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      return { bytes: into.upTo(most), error: { key: error.key, offset: at } };
    }
  }
  return { bytes: into.upTo(most) };
}
