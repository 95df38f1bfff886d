/** Bytes that arrive in chunks and leave in the pieces a format is made of. */

import { u32 } from './bytes.ts';

const NOTHING = new Uint8Array(0);

/** Copies only what is left of a chunk when the next one comes. */
export class ByteQueue {
  #buffer: Uint8Array = NOTHING;
  /** The buffer is our own, not the chunk of whoever pushed. */
  #isOwn = false;
  #start = 0;
  #end = 0;
  #offset = 0;

  /** Bytes that wait. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** Bytes from the start of the file to the first that waits. */
  get offset(): number {
    return this.#offset;
  }

  push(chunk: Uint8Array): void {
    const waiting = this.length;
    if (waiting === 0) {
      this.#buffer = chunk;
      this.#isOwn = false;
      this.#start = 0;
      this.#end = chunk.length;
      return;
    }
    if (!this.#isOwn || this.#end + chunk.length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(waiting * 2, waiting + chunk.length));
      larger.set(this.#buffer.subarray(this.#start, this.#end));
      this.#buffer = larger;
      this.#isOwn = true;
      this.#start = 0;
      this.#end = waiting;
    }
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** Makes what is left our own: whoever pushed it may write over it now. */
  keep(): void {
    if (this.#isOwn || this.length === 0) return;
    this.#buffer = this.#buffer.slice(this.#start, this.#end);
    this.#isOwn = true;
    this.#end -= this.#start;
    this.#start = 0;
  }

  /** The number of four bytes so far behind the first that waits; made for no view at all. */
  u32(at: number, littleEndian: boolean): number {
    return u32(this.#buffer, this.#start + at, littleEndian);
  }

  /** A view of bytes so far behind the first that waits, good until the next push; they must be there. */
  view(at: number, count: number): Uint8Array {
    const from = this.#start + at;
    return this.#buffer.subarray(from, from + count);
  }

  /** A view of the next bytes, good until the next push; undefined while they are not all there. */
  peek(count: number): Uint8Array | undefined {
    if (this.length < count) return undefined;
    return this.#buffer.subarray(this.#start, this.#start + count);
  }

  /** The same, and goes past them. */
  take(count: number): Uint8Array | undefined {
    const bytes = this.peek(count);
    if (bytes) this.skip(count);
    return bytes;
  }

  /** Goes past bytes, which must be there. */
  skip(count: number): void {
    this.#start += count;
    this.#offset += count;
  }
}
