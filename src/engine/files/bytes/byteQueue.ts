/** Buffers bytes that arrive in chunks and are taken in the pieces of a format. */

import { viewOf } from '../../../base/bytes.ts';

const NOTHING = new Uint8Array(0);

/** Copies only the rest of a chunk, and only when the next one arrives. */
export class ByteQueue {
  #buffer: Uint8Array = NOTHING;
  /** View of the buffer: reads numbers faster than byte by byte. */
  #numbers = viewOf(NOTHING);
  /** True if the buffer belongs to the queue and not to the caller of `push`. */
  #isOwn = false;
  #start = 0;
  #end = 0;
  #offset = 0;
  /** Position of the waiting bytes in the buffer of the last pushed chunk. */
  #origin:
    | { readonly buffer: ArrayBufferLike; readonly from: number; readonly to: number }
    | undefined;

  get length(): number {
    return this.#end - this.#start;
  }

  /** Contains the waiting bytes from `start` on; valid until the next push. */
  get bytes(): Uint8Array {
    return this.#buffer;
  }

  /** Index in `bytes` of the first waiting byte. */
  get start(): number {
    return this.#start;
  }

  /** File offset of the first waiting byte. */
  get offset(): number {
    return this.#offset;
  }

  push(chunk: Uint8Array): void {
    const waiting = this.length;
    if (waiting === 0) {
      this.#lookAt(chunk);
      return;
    }
    const origin = this.#origin;
    this.#origin = undefined;
    const isNext = origin?.buffer === chunk.buffer && origin.to === chunk.byteOffset;
    if (isNext && waiting <= chunk.length) {
      // The chunk is the next slice of the same buffer: no copy is needed. `keep` then copies at most twice
      // the chunk.
      this.#lookAt(new Uint8Array(chunk.buffer, origin.from, waiting + chunk.length));
      return;
    }
    if (!this.#isOwn || this.#end + chunk.length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(waiting * 2, waiting + chunk.length));
      larger.set(this.#buffer.subarray(this.#start, this.#end));
      this.#buffer = larger;
      this.#numbers = viewOf(larger);
      this.#isOwn = true;
      this.#start = 0;
      this.#end = waiting;
    }
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  #lookAt(bytes: Uint8Array): void {
    this.#buffer = bytes;
    this.#numbers = viewOf(bytes);
    this.#isOwn = false;
    this.#start = 0;
    this.#end = bytes.length;
  }

  /**
   * Copies the waiting bytes, because the caller may overwrite its buffer. Not needed if the next slice of
   * the same buffer is pushed next.
   */
  keep(): void {
    if (this.#isOwn || this.length === 0) return;
    const { buffer, byteOffset } = this.#buffer;
    this.#origin = { buffer, from: byteOffset + this.#start, to: byteOffset + this.#end };
    this.#buffer = this.#buffer.slice(this.#start, this.#end);
    this.#numbers = viewOf(this.#buffer);
    this.#isOwn = true;
    this.#end -= this.#start;
    this.#start = 0;
  }

  /**
   * Reads a 32-bit number `at` bytes after the first waiting byte, without creating a view. The bytes must be
   * available.
   */
  u32(at: number, littleEndian: boolean): number {
    return this.#numbers.getUint32(this.#start + at, littleEndian);
  }

  /**
   * Returns a view of `count` bytes, `at` bytes after the first waiting byte; valid until the next push. The
   * bytes must be available.
   */
  view(at: number, count: number): Uint8Array {
    const from = this.#start + at;
    return this.#buffer.subarray(from, from + count);
  }

  /** Returns a view of the next bytes, valid until the next push; undefined until all are available. */
  peek(count: number): Uint8Array | undefined {
    if (this.length < count) return undefined;
    return this.#buffer.subarray(this.#start, this.#start + count);
  }

  /** Like `peek`, and consumes the bytes. */
  take(count: number): Uint8Array | undefined {
    const bytes = this.peek(count);
    if (bytes) this.skip(count);
    return bytes;
  }

  /** Skips bytes that must be available. */
  skip(count: number): void {
    this.#start += count;
    this.#offset += count;
  }
}
