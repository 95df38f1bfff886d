/** Finds bytes within bytes, ignoring the case of ASCII letters. */

const fold = (byte: number) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => fold(byte));

/**
 * Compares from the last byte of each position, and skips as far as that byte permits (Horspool's algorithm).
 */
export class FoldedSearch {
  /** Case-folded. */
  readonly #wanted: Uint8Array;
  /** Distance to skip, by byte. */
  readonly #steps: Uint32Array;

  constructor(wanted: Uint8Array) {
    this.#wanted = wanted.map(fold);
    const last = wanted.length - 1;
    const steps = new Uint32Array(256).fill(Math.max(1, wanted.length));
    for (let at = 0; at < last; at += 1) steps[this.#wanted[at] ?? 0] = last - at;
    this.#steps = steps.map((_, byte) => steps[fold(byte)] ?? 1);
  }

  /** True if it occurs between `start` and `end`. */
  isIn(bytes: Uint8Array, start: number, end: number): boolean {
    const wanted = this.#wanted;
    const steps = this.#steps;
    const last = wanted.length - 1;
    if (last < 0) return true;
    const closing = wanted[last];
    for (let at = start + last; at < end; ) {
      const byte = bytes[at] ?? 0;
      if (FOLDED[byte] === closing && this.#endsAt(bytes, at, last)) return true;
      at += steps[byte] ?? 1;
    }
    return false;
  }

  #endsAt(bytes: Uint8Array, end: number, last: number): boolean {
    const wanted = this.#wanted;
    for (let back = 1; back <= last; back += 1) {
      if (FOLDED[bytes[end - back] ?? 0] !== wanted[last - back]) return false;
    }
    return true;
  }
}
