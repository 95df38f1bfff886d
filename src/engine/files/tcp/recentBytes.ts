/**
 * Recently delivered bytes of all connections of a capture, to compare with retransmissions. Stored in one
 * ring of fixed size; each entry links to the previous one of the same flow.
 */
import { ahead } from './heldSegments.ts';

const SIZE = 4 * 1024 * 1024;
/** Size of an entry's header: position of the previous entry (8 bytes), sequence number, length. */
const HEAD = 16;
const LONGEST = 64 * 1024;
/** Maximum entries of a flow checked per segment. */
const MOST_LOOKED_AT = 64;

/** Position of no entry. */
export const NONE = -1;

/** Positions count all bytes ever written; the ring holds the latest of them. */
export class RecentBytes {
  #ring = new Uint8Array(0);
  #view = new DataView(this.#ring.buffer);
  #end = 0;

  /** @param before previous entry of the flow @returns position of the new entry */
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
    // An entry must be contiguous.
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

  /**
   * Number of bytes of a segment that differ from the delivered ones with the same sequence numbers, if these
   * are still held.
   */
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
