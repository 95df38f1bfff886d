/** Unpacks Brotli (RFC 7932). Its data has no signature and no checksum. */
import type { ErrorKey, Unwrapped } from '../../tree/format.ts';
import { Bits, type PrefixCode, readPrefixCode, Stop } from './brotliCodes.ts';
import { contextOf } from './brotliContexts.ts';
import { addWord } from './brotliDictionary.ts';
import { Blocks, Distances, readContextMap, sizeOf, sizesFrom } from './brotliHeads.ts';
import { Unpacked } from './unpacked.ts';

/** Limit of meta-blocks: each may have large tables. */
const MOST_BLOCKS = 20_000;
/** The last distances, newest first, before any was read. */
const FIRST_DISTANCES = [4, 11, 15, 16];
const COMMANDS = 704;
/** Commands below use the last distance. */
const FIRST_WITH_DISTANCE = 128;
/** The first codes of both lengths, by the command's upper bits. */
const INSERT_CODES = [0, 0, 0, 0, 8, 8, 0, 16, 8, 16, 16];
const COPY_CODES = [0, 8, 0, 8, 0, 8, 16, 0, 16, 8, 16];
const INSERTS = sizesFrom(
  0,
  [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24],
);
const COPIES = sizesFrom(
  2,
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24],
);
/** Differences to an older distance. */
const NEAR = [-1, 1, -2, 2, -3, 3];

export function unwrapBrotli(packed: Uint8Array, most: number): Unwrapped {
  const bits = new Bits(packed);
  const into = new Unpacked();
  let key: ErrorKey | undefined;
  try {
    new Stream(bits, into, most).unpack();
    if (bits.at < packed.length) key = 'rest';
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    key = error.key;
  }
  const bytes = into.upTo(most);
  if (key === undefined) return { bytes };
  return { bytes, error: { key, offset: key === 'ends' ? 0 : Math.min(bits.at, packed.length) } };
}

class Stream {
  readonly #bits: Bits;
  readonly #into: Unpacked;
  readonly #most: number;
  readonly #distances = [...FIRST_DISTANCES];
  #window = 0;

  constructor(bits: Bits, into: Unpacked, most: number) {
    this.#bits = bits;
    this.#into = into;
    this.#most = most;
  }

  unpack(): void {
    const bits = this.#bits;
    this.#window = 2 ** windowBits(bits) - 16;
    for (let blocks = 0; blocks < MOST_BLOCKS; blocks += 1) {
      const isLast = bits.read(1) === 1;
      if (isLast && bits.read(1) === 1) {
        bits.align();
        return;
      }
      const nibbles = bits.read(2) + 4;
      if (nibbles === 7) this.#skip();
      else {
        const size = sizeIn(bits, nibbles, 4);
        if (!isLast && bits.read(1) === 1) this.#plain(size);
        else this.#packed(this.#into.length + size);
      }
      if (this.#into.length > this.#most) throw new Stop('large');
      if (isLast) {
        bits.align();
        return;
      }
    }
    throw new Stop('large');
  }

  /** Skips metadata. */
  #skip(): void {
    const bits = this.#bits;
    if (bits.read(1) === 1) throw new Stop('packed');
    const bytes = bits.read(2);
    const size = bytes === 0 ? 0 : sizeIn(bits, bytes, 8);
    bits.align();
    if (bits.bytes(size).length < size) throw new Stop('ends');
  }

  /** Bytes without compression. */
  #plain(size: number): void {
    this.#bits.align();
    const bytes = this.#bits.bytes(size);
    this.#into.add(bytes);
    if (bytes.length < size) throw new Stop('ends');
  }

  #packed(end: number): void {
    const [bits, into] = [this.#bits, this.#into];
    const [literals, commands, distances] = [new Blocks(bits), new Blocks(bits), new Blocks(bits)];
    const numbers = new Distances(bits);
    const modes = Uint8Array.from({ length: literals.types }, () => bits.read(2));
    const literalMap = readContextMap(bits, literals.types << 6);
    const distanceMap = readContextMap(bits, distances.types << 2);
    const literalCodes = readCodes(bits, literalMap.codes, 256);
    const commandCodes = readCodes(bits, commands.types, COMMANDS);
    const distanceCodes = readCodes(bits, distanceMap.codes, numbers.symbols);
    for (;;) {
      const command = commandCodes[commands.next()]?.read(bits) ?? 0;
      const cell = command >> 6;
      const inserted = sizeOf(bits, INSERTS[(INSERT_CODES[cell] ?? 0) + ((command >> 3) & 7)]);
      const copied = sizeOf(bits, COPIES[(COPY_CODES[cell] ?? 0) + (command & 7)]);
      if (into.length + inserted > end) throw new Stop('packed');
      for (let left = inserted; left > 0; left -= 1) {
        const type = literals.next();
        const { bytes, length } = into;
        const last = length > 0 ? (bytes[length - 1] ?? 0) : 0;
        const secondLast = length > 1 ? (bytes[length - 2] ?? 0) : 0;
        const context = (type << 6) + contextOf(modes[type] ?? 0, last, secondLast);
        into.fill(literalCodes[literalMap.map[context] ?? 0]?.read(bits) ?? 0, 1);
        if (into.length > this.#most) throw new Stop('large');
      }
      if (into.length === end) return;
      let code = 0;
      if (command >= FIRST_WITH_DISTANCE) {
        const context = (distances.next() << 2) + Math.min(copied - 2, 3);
        code = distanceCodes[distanceMap.map[context] ?? 0]?.read(bits) ?? 0;
      }
      const distance = code < 16 ? this.#older(code) : numbers.read(bits, code);
      this.#copy(code, distance, copied);
      if (into.length > this.#most) throw new Stop('large');
      if (into.length > end) throw new Stop('packed');
      if (into.length === end) return;
    }
  }

  /** The last distance of this code, or a distance near it. */
  #older(code: number): number {
    const [last = 0, secondLast = 0] = this.#distances;
    if (code < 4) return this.#distances[code] ?? 0;
    return code < 10 ? last + (NEAR[code - 4] ?? 0) : secondLast + (NEAR[code - 10] ?? 0);
  }

  #copy(code: number, distance: number, count: number): void {
    const into = this.#into;
    const furthest = Math.min(this.#window, into.length);
    if (distance <= 0) throw new Stop('packed');
    if (distance > furthest) {
      if (!addWord(into, count, distance - furthest - 1)) throw new Stop('packed');
      return;
    }
    if (code > 0) {
      this.#distances.pop();
      this.#distances.unshift(distance);
    }
    into.repeat(distance, Math.min(count, this.#most + 1 - into.length));
  }
}

function windowBits(bits: Bits): number {
  if (bits.read(1) === 0) return 16;
  const upper = bits.read(3);
  if (upper > 0) return 17 + upper;
  const lower = bits.read(3);
  if (lower === 1) throw new Stop('unpacked');
  return lower === 0 ? 17 : 8 + lower;
}

/** A size less 1, in digits. The last digit must not be 0 if there are more than the fewest. */
function sizeIn(bits: Bits, digits: number, width: number): number {
  let size = 0;
  for (let at = 0; at < digits; at += 1) {
    const digit = bits.read(width);
    const fewest = width === 4 ? 4 : 1;
    if (digit === 0 && at + 1 === digits && digits > fewest) throw new Stop('packed');
    size |= digit << (at * width);
  }
  return size + 1;
}

const readCodes = (bits: Bits, count: number, symbols: number): readonly PrefixCode[] =>
  Array.from({ length: count }, () => readPrefixCode(bits, symbols));
