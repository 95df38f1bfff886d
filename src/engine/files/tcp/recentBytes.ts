/**
 * The bytes that the connections of a capture handed on last, to compare retransmissions with. One ring of fixed
 * size holds them all; each entry leads to the one before it of the same flow.
 */
import { ahead } from './heldSegments.ts';

const SIZE = 4 * 1024 * 1024;
/** Size of an entry's header: position of the previous entry (8 bytes), sequence number, length. */
const HEAD = 16;
const LONGEST = 64 * 1024;
/** Entries of a flow that are looked at for one segment. */
const MOST_LOOKED_AT = 64;

/** Position of no entry. */
export const NONE = -1;

/** Positions count all bytes that were ever written; the ring has the last of them. */
export class RecentBytes {
  #ring = new Uint8Array(0);
  #view = new DataView(this.#ring.buffer);
  #end = 0;

  /** @param before of the flow. @returns what leads to this one */
  add(before: number, sequence: number, bytes: Uint8Array): number {
    if (this.#ring.length === 0) {
      this.#ring = new Uint8Array(SIZE);
      this.#view = new DataView(this.#ring.buffer);
    }
    let last = before;
    for (let from = 0; from < bytes.length; from += LONGEST) {
      const piece = bytes.length <= LONGEST ? bytes : bytes.subarray(from, from + LONGEST);
      last = this.#write(last, (sequence + from) >>> 0, piece);
    }
    return last;
  }

  #write(before: number, sequence: number, bytes: Uint8Array): number {
    const size = HEAD + bytes.length;
    const left = SIZE - (this.#end % SIZE);
    // An entry is not cut in two.
    if (left < size) this.#end += left;
    const position = this.#end;
    const at = position % SIZE;
    this.#view.setFloat64(at, before);
    this.#view.setUint32(at + 8, sequence);
    this.#view.setUint32(at + 12, bytes.length);
    this.#ring.set(bytes, at + HEAD);
    this.#end += size;
    return position;
  }

  /** How many bytes of a segment are others than those that were handed on with the same numbers, if these are still held. */
  differing(last: number, sequence: number, bytes: Uint8Array): number {
    let count = 0;
    let position = last;
    for (let step = 0; step < MOST_LOOKED_AT; step += 1) {
      if (position === NONE || position < this.#end - SIZE) break;
      const at = position % SIZE;
      const length = this.#view.getUint32(at + 12);
      const offset = ahead(this.#view.getUint32(at + 8), sequence);
      if (offset >= length) break;
      const from = at + HEAD + offset;
      const to = Math.min(bytes.length, length - offset);
      for (let byte = Math.max(0, -offset); byte < to; byte += 1) {
        if (bytes[byte] !== this.#ring[from + byte]) count += 1;
      }
      position = this.#view.getFloat64(at);
    }
    return count;
  }
}
