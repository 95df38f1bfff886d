/** Reads bits of Zstandard: tables forwards, everything else backwards from the end (RFC 8878, section 4). */

/** The data is damaged. */
export class Damaged extends Error {}

export const highestBit = (value: number): number => 31 - Math.clz32(value);

/** `count` bits from bit `at`, lowest first; at most 31. */
function bitsAt(bytes: Uint8Array, at: number, count: number): number {
  const from = at >> 3;
  const low =
    (bytes[from] ?? 0) +
    (bytes[from + 1] ?? 0) * 0x100 +
    (bytes[from + 2] ?? 0) * 0x1_0000 +
    (bytes[from + 3] ?? 0) * 0x100_0000 +
    (bytes[from + 4] ?? 0) * 0x1_0000_0000;
  return Math.floor(low / 2 ** (at & 7)) % 2 ** count;
}

export class ForwardBits {
  readonly #bytes: Uint8Array;
  #at: number;

  /** @param start first byte */
  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start * 8;
  }

  read(count: number): number {
    const value = bitsAt(this.#bytes, this.#at, count);
    this.#at += count;
    if (this.#at > this.#bytes.length * 8) throw new Damaged();
    return value;
  }

  back(count: number): void {
    this.#at -= count;
  }

  /** The first unread byte. */
  get end(): number {
    return (this.#at + 7) >> 3;
  }
}

export class BackwardBits {
  readonly #bytes: Uint8Array;
  /** Remaining bits; below 0, zeros are read. */
  left: number;

  /** The highest bit set in the last byte marks the end. */
  constructor(bytes: Uint8Array) {
    const last = bytes.at(-1) ?? 0;
    if (last === 0) throw new Damaged();
    this.#bytes = bytes;
    this.left = (bytes.length - 1) * 8 + highestBit(last);
  }

  read(count: number): number {
    this.left -= count;
    if (this.left >= 0) return bitsAt(this.#bytes, this.left, count);
    const there = count + this.left;
    return there > 0 ? bitsAt(this.#bytes, 0, there) * 2 ** -this.left : 0;
  }
}
