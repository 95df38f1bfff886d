/** A set of packet numbers: one bit each, with the rank of each member. */

const WORD_BITS = 32;
const BLOCK_WORDS = 64;
const BLOCK_BITS = BLOCK_WORDS * WORD_BITS;

/**
 * Adding and removing cost the same anywhere. Finding by rank visits the count of each 2,048 numbers. The
 * numbers are within a few million of each other, like those of a log.
 */
export class NumberSet {
  #words = new Uint32Array(BLOCK_WORDS);
  /** Number of members in each block. */
  #counts = new Uint16Array(1);
  /** The number of the first bit; a multiple of a block. */
  #base = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(number: number): boolean {
    const bit = number - this.#base;
    return bit >= 0 && ((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }

  /** @returns whether it was added */
  add(number: number): boolean {
    const bit = this.#makeRoom(number);
    const word = this.#words[bit >>> 5] ?? 0;
    const mask = 1 << (bit & 31);
    if ((word & mask) !== 0) return false;
    this.#words[bit >>> 5] = word | mask;
    this.#count(bit, 1);
    return true;
  }

  /** Adds the numbers for which the mask is 1, from `first` on. */
  addAll(first: number, mask: Uint8Array, count: number): void {
    for (let place = 0; place < count; ) {
      const shift = (first + place) % WORD_BITS;
      const length = Math.min(count - place, WORD_BITS - shift);
      let bits = 0;
      for (let at = 0; at < length; at += 1) bits |= (mask[place + at] ?? 0) << (shift + at);
      if (bits !== 0) this.#addBits(first + place, bits);
      place += length;
    }
  }

  /** Adds bits to the word of the number. */
  #addBits(number: number, bits: number): void {
    const bit = this.#makeRoom(number);
    const word = this.#words[bit >>> 5] ?? 0;
    this.#words[bit >>> 5] = word | bits;
    this.#count(bit, ones(bits & ~word));
  }

  /** @returns whether it was there */
  delete(number: number): boolean {
    if (!this.has(number)) return false;
    const bit = number - this.#base;
    this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) & ~(1 << (bit & 31));
    this.#count(bit, -1);
    return true;
  }

  /** Removes all smaller numbers. @returns how many there were */
  dropBelow(number: number): number {
    const before = this.#size;
    const end = Math.min(number - this.#base, this.#words.length * WORD_BITS);
    if (end <= 0 || before === 0) return 0;
    const block = Math.floor(end / BLOCK_BITS);
    for (let index = 0; index < block; index += 1) this.#emptyBlock(index);
    const first = block * BLOCK_BITS;
    for (let member = this.next(this.#base + first); member !== undefined && member < number; ) {
      this.delete(member);
      member = this.next(member + 1);
    }
    return before - this.#size;
  }

  clear(): void {
    this.#words = new Uint32Array(BLOCK_WORDS);
    this.#counts = new Uint16Array(1);
    this.#size = 0;
  }

  /** Number of smaller members. */
  rank(number: number): number {
    const end = Math.min(number - this.#base, this.#words.length * WORD_BITS);
    if (end <= 0) return 0;
    const block = Math.floor(end / BLOCK_BITS);
    let rank = 0;
    for (let index = 0; index < block; index += 1) rank += this.#counts[index] ?? 0;
    const word = end >>> 5;
    for (let at = block * BLOCK_WORDS; at < word; at += 1) rank += ones(this.#words[at] ?? 0);
    const rest = end & 31;
    return rest === 0 ? rank : rank + ones((this.#words[word] ?? 0) & ((1 << rest) - 1));
  }

  /** The member with `place` smaller ones. */
  at(place: number): number | undefined {
    if (place < 0 || place >= this.#size) return undefined;
    let left = place;
    let block = 0;
    while (left >= (this.#counts[block] ?? 0)) {
      left -= this.#counts[block] ?? 0;
      block += 1;
    }
    let word = block * BLOCK_WORDS;
    for (let count = ones(this.#words[word] ?? 0); left >= count; ) {
      left -= count;
      word += 1;
      count = ones(this.#words[word] ?? 0);
    }
    let bits = this.#words[word] ?? 0;
    for (; left > 0; left -= 1) bits &= bits - 1;
    return this.#base + word * WORD_BITS + lowest(bits);
  }

  /** The smallest member that is not below `number`. */
  next(number: number): number | undefined {
    const from = Math.max(0, number - this.#base);
    let word = Math.floor(from / WORD_BITS);
    if (word >= this.#words.length) return undefined;
    let bits = (this.#words[word] ?? 0) & (-1 << (from & 31));
    while (bits === 0) {
      word += 1;
      if (word % BLOCK_WORDS === 0) {
        let block = word / BLOCK_WORDS;
        while (block < this.#counts.length && this.#counts[block] === 0) block += 1;
        word = block * BLOCK_WORDS;
      }
      if (word >= this.#words.length) return undefined;
      bits = this.#words[word] ?? 0;
    }
    return this.#base + word * WORD_BITS + lowest(bits);
  }

  #count(bit: number, change: number): void {
    const block = Math.floor(bit / BLOCK_BITS);
    this.#counts[block] = (this.#counts[block] ?? 0) + change;
    this.#size += change;
  }

  #emptyBlock(block: number): void {
    const count = this.#counts[block] ?? 0;
    if (count === 0) return;
    this.#words.fill(0, block * BLOCK_WORDS, (block + 1) * BLOCK_WORDS);
    this.#counts[block] = 0;
    this.#size -= count;
  }

  /** @returns the number's bit */
  #makeRoom(number: number): number {
    if (this.#size === 0) this.#base = number - (number % BLOCK_BITS);
    else if (number < this.#base) this.#move(number - (number % BLOCK_BITS));
    const bit = number - this.#base;
    if (bit < this.#words.length * WORD_BITS) return bit;
    const first = this.#counts.findIndex((count) => count > 0);
    if (first > 0) this.#move(this.#base + first * BLOCK_BITS);
    const moved = number - this.#base;
    if (moved >= this.#words.length * WORD_BITS) this.#resize(Math.floor(moved / BLOCK_BITS) + 1);
    return moved;
  }

  /** Moves the bits to another first number. No omitted bit is a member. */
  #move(base: number): void {
    const blocks = (base - this.#base) / BLOCK_BITS;
    this.#base = base;
    if (blocks < 0) {
      this.#resize(this.#counts.length - blocks);
      this.#words.copyWithin(-blocks * BLOCK_WORDS, 0);
      this.#counts.copyWithin(-blocks, 0);
      this.#words.fill(0, 0, -blocks * BLOCK_WORDS);
      this.#counts.fill(0, 0, -blocks);
      return;
    }
    this.#words.copyWithin(0, blocks * BLOCK_WORDS);
    this.#counts.copyWithin(0, blocks);
    this.#words.fill(0, this.#words.length - blocks * BLOCK_WORDS);
    this.#counts.fill(0, this.#counts.length - blocks);
  }

  #resize(blocks: number): void {
    const size = Math.max(blocks, Math.ceil(this.#counts.length * 1.5));
    const words = new Uint32Array(size * BLOCK_WORDS);
    words.set(this.#words);
    const counts = new Uint16Array(size);
    counts.set(this.#counts);
    this.#words = words;
    this.#counts = counts;
  }
}

/** Number of set bits. */
function ones(word: number): number {
  let count = word - ((word >>> 1) & 0x5555_5555);
  count = (count & 0x3333_3333) + ((count >>> 2) & 0x3333_3333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** Index of the lowest set bit. */
function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
