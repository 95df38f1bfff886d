/** Bytes that arrive in chunks and leave in the pieces a format is made of. */

const NOTHING = new Uint8Array(0);

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);

/** Copies only what is left of a chunk when the next one comes. */
export class ByteQueue {
  #buffer: Uint8Array = NOTHING;
  /** Of the buffer: reads numbers faster than byte by byte. */
  #numbers = viewOf(NOTHING);
  /** The buffer is our own, not the chunk of whoever pushed. */
  #isOwn = false;
  #start = 0;
  #end = 0;
  #offset = 0;
  /** Where that which waits lay in the buffer of the chunk that was pushed last. */
  #origin:
    | { readonly buffer: ArrayBufferLike; readonly from: number; readonly to: number }
    | undefined;

  /** Bytes that wait. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** Has the bytes that wait, from `start` on; good until the next push. */
  get bytes(): Uint8Array {
    return this.#buffer;
  }

  /** Place in `bytes` of the first that waits. */
  get start(): number {
    return this.#start;
  }

  /** Bytes from the start of the file to the first that waits. */
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
    if (origin?.buffer === chunk.buffer && origin.to === chunk.byteOffset) {
      // The next slice of the same piece: nothing need be copied.
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
   * Makes what is left our own: whoever pushed it may write over it now, unless what follows it in the same
   * buffer is pushed next.
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

  /** The number of four bytes so far behind the first that waits, which must be there; made for no view at all. */
  u32(at: number, littleEndian: boolean): number {
    return this.#numbers.getUint32(this.#start + at, littleEndian);
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
