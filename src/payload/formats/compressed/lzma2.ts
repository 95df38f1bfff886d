/** Unpacks LZMA2 chunks (xz-file-format.txt, section 5.3.1; the LZMA specification of 7-Zip). */
import type { FormatError } from '../../tree/format.ts';
import { RangeDecoder } from './rangeDecoder.ts';
import type { Unpacked } from './unpacked.ts';

/** Limit of the chunks that reset the tables. */
const MOST_RESETS = 20_000;
const MOST_PROPERTIES = 9 * 5 * 5;
/** Literal tables are larger with more context and position bits. */
const MOST_LITERAL_BITS = 4;
const STATES = 12;
/** Maximum number of position states. */
const POSITIONS = 16;
const SHORTEST_MATCH = 2;
/** Distance slots from here on have bits without a table. */
const FIRST_DIRECT = 14;
const ALIGN_BITS = 4;
const LITERAL = 0x300;

/** Places of the tables in the list of probabilities. */
const IS_REPEAT = STATES * POSITIONS;
const IS_REPEAT_0 = IS_REPEAT + STATES;
const IS_REPEAT_1 = IS_REPEAT_0 + STATES;
const IS_REPEAT_2 = IS_REPEAT_1 + STATES;
const IS_LONG = IS_REPEAT_2 + STATES;
const SLOTS = IS_LONG + STATES * POSITIONS;
const SPECIAL = SLOTS + 4 * 64;
const ALIGN = SPECIAL + 128;
const MATCH_LENGTHS = ALIGN + (1 << ALIGN_BITS);
/** Two choices, then tables of 8, 8 and 256 lengths. */
const LOW = 2;
const MIDDLE = LOW + POSITIONS * 8;
const HIGH = MIDDLE + POSITIONS * 8;
const REPEAT_LENGTHS = MATCH_LENGTHS + HIGH + 256;
const LITERALS = REPEAT_LENGTHS + HIGH + 256;
const TABLES = LITERALS + (LITERAL << MOST_LITERAL_BITS);

/** Chunks up to the end of a block. The dictionary is the unpacked content. */
export class Lzma2 {
  readonly #packed: Uint8Array;
  readonly #into: Unpacked;
  readonly #most: number;
  readonly #range: RangeDecoder;
  #resets = 0;
  /** Start of the content that a chunk may refer to. */
  #first = 0;
  #needsDictionary = true;
  #needsProperties = true;
  #contextBits = 0;
  #literalMask = 0;
  #positionMask = 0;
  #state = 0;
  /** The last four distances, less 1, newest first. */
  #distance = 0;
  #distance1 = 0;
  #distance2 = 0;
  #distance3 = 0;

  constructor(packed: Uint8Array, into: Unpacked, most: number) {
    this.#packed = packed;
    this.#into = into;
    this.#most = most;
    this.#range = new RangeDecoder(packed, TABLES);
  }

  /** @returns the position after the last chunk */
  block(start: number): number | FormatError {
    const packed = this.#packed;
    this.#needsDictionary = true;
    for (let at = start; ; ) {
      const control = packed[at];
      if (control === undefined) return { key: 'ends', offset: at };
      if (control === 0) return at + 1;
      const isPlain = control < 0x80;
      const resetsDictionary = control === 1 || control >= 0xe0;
      if ((isPlain && control > 2) || (this.#needsDictionary && !resetsDictionary)) {
        return { key: 'packed', offset: at };
      }
      if (resetsDictionary) {
        this.#first = this.#into.length;
        this.#needsDictionary = false;
        this.#needsProperties = true;
      }
      const next = isPlain ? this.#plain(at) : this.#coded(at, control);
      if (typeof next !== 'number') return next;
      if (this.#into.length > this.#most) return { key: 'large', offset: at };
      at = next;
    }
  }

  #plain(at: number): number | FormatError {
    const start = at + 3;
    const end = start + this.#u16(at + 1) + 1;
    if (end > this.#packed.length) return { key: 'ends', offset: at };
    this.#into.add(this.#packed.subarray(start, end));
    return end;
  }

  #coded(at: number, control: number): number | FormatError {
    const count = ((control & 0x1f) << 16) + this.#u16(at + 1) + 1;
    const setsProperties = control >= 0xc0;
    const start = at + (setsProperties ? 6 : 5);
    const end = start + this.#u16(at + 3) + 1;
    if (end > this.#packed.length) return { key: 'ends', offset: at };
    if (setsProperties) {
      if (!this.#setProperties(this.#packed[at + 5] ?? 0)) return { key: 'packed', offset: at };
    } else if (this.#needsProperties) return { key: 'packed', offset: at };
    if (control >= 0xa0) {
      this.#resets += 1;
      if (this.#resets > MOST_RESETS) return { key: 'large', offset: at };
      this.#range.reset();
      this.#state = 0;
      this.#distance = 0;
      this.#distance1 = 0;
      this.#distance2 = 0;
      this.#distance3 = 0;
    }
    const isGood = this.#range.begin(start, end) && this.#symbols(count) && this.#range.isDone;
    return isGood ? end : { key: 'packed', offset: at };
  }

  #u16(at: number): number {
    return ((this.#packed[at] ?? 0) << 8) | (this.#packed[at + 1] ?? 0);
  }

  #setProperties(properties: number): boolean {
    const contextBits = properties % 9;
    const literalBits = Math.floor(properties / 9) % 5;
    if (properties >= MOST_PROPERTIES || contextBits + literalBits > MOST_LITERAL_BITS)
      return false;
    this.#contextBits = contextBits;
    this.#literalMask = (1 << literalBits) - 1;
    this.#positionMask = (1 << Math.floor(properties / 45)) - 1;
    this.#needsProperties = false;
    return true;
  }

  /** @returns false: the data is invalid */
  #symbols(count: number): boolean {
    const [into, range] = [this.#into, this.#range];
    const end = into.length + count;
    into.room(count);
    while (into.length < end) {
      const position = (into.length - this.#first) & this.#positionMask;
      if (range.bit(this.#state * POSITIONS + position) === 0) {
        this.#literal();
        continue;
      }
      const length = this.#match(position);
      const distance = this.#distance + 1;
      if (distance > into.length - this.#first || length > end - into.length) return false;
      into.repeat(distance, length);
    }
    return true;
  }

  #literal(): void {
    const { bytes, length } = this.#into;
    const range = this.#range;
    const position = length - this.#first;
    const previous = position > 0 ? (bytes[length - 1] ?? 0) : 0;
    const context = (position & this.#literalMask) << this.#contextBits;
    const table = LITERALS + LITERAL * (context + (previous >> (8 - this.#contextBits)));
    const state = this.#state;
    let symbol = 1;
    if (state >= 7) {
      // The byte after a match differs from the byte that would continue it.
      let expected = bytes[length - this.#distance - 1] ?? 0;
      let offset = 0x100;
      while (symbol < 0x100) {
        expected <<= 1;
        const bit = range.bit(table + offset + (expected & offset) + symbol);
        symbol = (symbol << 1) | bit;
        offset &= bit === 1 ? expected : ~expected;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | range.bit(table + symbol);
    bytes[length] = symbol;
    this.#into.length += 1;
    this.#state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  }

  /** Sets the distance. @returns the length */
  #match(position: number): number {
    const range = this.#range;
    const state = this.#state;
    const isEarly = state < 7;
    if (range.bit(IS_REPEAT + state) === 0) {
      this.#distance3 = this.#distance2;
      this.#distance2 = this.#distance1;
      this.#distance1 = this.#distance;
      const length = this.#length(MATCH_LENGTHS, position);
      this.#distance = this.#newDistance(length);
      this.#state = isEarly ? 7 : 10;
      return length;
    }
    if (range.bit(IS_REPEAT_0 + state) === 1) this.#recall(state);
    else if (range.bit(IS_LONG + state * POSITIONS + position) === 0) {
      this.#state = isEarly ? 9 : 11;
      return 1;
    }
    this.#state = isEarly ? 8 : 11;
    return this.#length(REPEAT_LENGTHS, position);
  }

  /** Moves one of the three distances before the last one to the front. */
  #recall(state: number): void {
    let found = this.#distance1;
    if (this.#range.bit(IS_REPEAT_1 + state) === 1) {
      found = this.#distance2;
      if (this.#range.bit(IS_REPEAT_2 + state) === 1) {
        found = this.#distance3;
        this.#distance3 = this.#distance2;
      }
      this.#distance2 = this.#distance1;
    }
    this.#distance1 = this.#distance;
    this.#distance = found;
  }

  #length(table: number, position: number): number {
    const range = this.#range;
    if (range.bit(table) === 0) {
      return SHORTEST_MATCH + range.tree(table + LOW + position * 8, 3);
    }
    if (range.bit(table + 1) === 0) {
      return SHORTEST_MATCH + 8 + range.tree(table + MIDDLE + position * 8, 3);
    }
    return SHORTEST_MATCH + 16 + range.tree(table + HIGH, 8);
  }

  #newDistance(length: number): number {
    const range = this.#range;
    const table = Math.min(length - SHORTEST_MATCH, 3);
    const slot = range.tree(SLOTS + table * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const start = (2 + (slot & 1)) * 2 ** bits;
    if (slot < FIRST_DIRECT) return start + range.reversed(SPECIAL + start - slot, bits);
    const high = range.direct(bits - ALIGN_BITS) * (1 << ALIGN_BITS);
    return start + high + range.reversed(ALIGN, ALIGN_BITS);
  }
}
