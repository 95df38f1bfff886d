/** Splits one direction of a stream into control packets (2.1), independent of the chunk boundaries. */

import { joined } from '../../base/bytes.ts';
import { type Breach, plainBreach } from '../statements/breaches.ts';
import { packetSizeAt } from '../tables/packetSize.ts';

/** The reason why a stream cannot be split any further. The following bytes have no meaning. */
export interface FramingError {
  /** `length`: a remaining length of five bytes or more; `too large`: above the limit given. */
  readonly kind: 'length' | 'too large';
  /** Key in the table of normative statements. */
  readonly statement: string;
  readonly breach: Breach;
  /** Bytes from the start of the stream to the faulty packet's first byte. */
  readonly packetOffset: number;
  /** Bytes from the start of the stream to the wrong byte. */
  readonly offset: number;
}

export interface FramerOptions {
  /** Bytes of a whole packet including the fixed header; no limit by default. */
  readonly maximumPacketSize?: number;
}

/** First byte and four length bytes. */
const LONGEST_HEADER = 5;
const NOTHING = new Uint8Array(0);
/** Smallest and largest block for the rest of a packet, in bytes. */
const SMALLEST_BLOCK = 1024;
const LARGEST_BLOCK = 256 * 1024;

/**
 * Incremental, and linear in the bytes pushed. A packet that lies in one chunk is passed as a view of that
 * chunk; copy it to keep it. Type 0 and wrong flags are left to the decoder.
 */
export class Framer {
  readonly #maximum: number;
  /** Bytes before the incomplete packet. */
  #consumed = 0;
  /** The incomplete packet: full blocks and the last one. Its header lies in the first. */
  readonly #blocks: Uint8Array[] = [];
  #block = NOTHING;
  #filled = 0;
  #heldLength = 0;
  /** Size of the incomplete packet; 0 while its header is incomplete. */
  #size = 0;
  #error: FramingError | undefined;
  #isHalted = false;

  constructor(options: FramerOptions = {}) {
    this.#maximum = options.maximumPacketSize ?? Number.POSITIVE_INFINITY;
  }

  /** Number of buffered bytes of the incomplete packet. */
  get pending(): number {
    return this.#heldLength;
  }

  get error(): FramingError | undefined {
    return this.#error;
  }

  /**
   * A copy of the remaining bytes: the incomplete packet at the end of the stream or, after an error, the
   * bytes from the faulty packet to the end of the chunk.
   */
  remainder(): Uint8Array {
    return this.#joined().slice();
  }

  /** The first bytes of the incomplete packet, at most `most`. */
  beginning(most: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let room = Math.min(most, this.#heldLength);
    for (const block of [...this.#blocks, this.#block]) {
      if (room <= 0) break;
      parts.push(block.subarray(0, room));
      room -= block.length;
    }
    return joined(parts);
  }

  /** Called by `onPacket`: the following bytes of the chunk are not read, and `rest` returns them. */
  halt(): void {
    this.#isHalted = true;
  }

  /** The unread bytes of the last chunk after `halt`, to be pushed again. */
  rest: Uint8Array | undefined;

  /**
   * Every push after an error returns the same error and reads nothing.
   * @param take called first at each packet start in the chunk; may consume whole packets and returns the
   *   offset of the first that it did not consume
   */
  push(
    chunk: Uint8Array,
    onPacket: (bytes: Uint8Array) => void,
    take?: (chunk: Uint8Array, from: number) => number,
  ): FramingError | undefined {
    if (this.#error) return this.#error;
    this.#isHalted = false;
    this.rest = undefined;
    let at = this.complete(chunk, onPacket);
    while (at < chunk.length && !this.#error) {
      if (this.#isHalted) {
        this.rest = chunk.subarray(at);
        break;
      }
      if (take !== undefined) {
        const from = at;
        at = take(chunk, from);
        this.#consumed += at - from;
        if (at >= chunk.length) break;
      }
      const size = this.#sizeOf(chunk, at, chunk.length);
      if (size === 0 || at + size > chunk.length) {
        this.#hold(chunk, at, size);
        break;
      }
      const packet = chunk.subarray(at, at + size);
      at += size;
      this.#consumed += size;
      onPacket(packet);
    }
    return this.#error;
  }

  /** Continues the incomplete packet, if any. @returns the number of bytes consumed */
  complete(chunk: Uint8Array, onPacket: (bytes: Uint8Array) => void): number {
    if (this.#heldLength === 0 || this.#error) return 0;
    let at = 0;
    while (this.#size === 0 && at < chunk.length) {
      this.#append(chunk, at, at + 1);
      at++;
      this.#size = this.#sizeOf(this.#block, 0, this.#heldLength);
      if (this.#error) {
        this.#append(chunk, at, chunk.length);
        return chunk.length;
      }
    }
    if (this.#size === 0) return at;
    const end = Math.min(chunk.length, at + this.#size - this.#heldLength);
    this.#append(chunk, at, end);
    if (this.#heldLength < this.#size) return end;
    const packet = this.#joined();
    this.#consumed += this.#size;
    this.#blocks.length = 0;
    this.#block = NOTHING;
    this.#filled = 0;
    this.#heldLength = 0;
    this.#size = 0;
    onPacket(packet);
    return end;
  }

  #hold(chunk: Uint8Array, from: number, size: number): void {
    this.#size = size;
    this.#append(chunk, from, chunk.length);
  }

  #append(chunk: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; ) {
      if (this.#filled === this.#block.length) this.#addBlock(to - at);
      const end = Math.min(to, at + this.#block.length - this.#filled);
      this.#block.set(chunk.subarray(at, end), this.#filled);
      this.#filled += end - at;
      this.#heldLength += end - at;
      at = end;
    }
  }

  /**
   * A merely announced size costs almost nothing, and received bytes are not copied again while the packet
   * grows, which would leave as much garbage as the packet's size.
   */
  #addBlock(needed: number): void {
    if (this.#block.length > 0) this.#blocks.push(this.#block);
    const ample = Math.max(needed, SMALLEST_BLOCK, Math.min(this.#heldLength, LARGEST_BLOCK));
    const room =
      this.#size > 0
        ? Math.min(ample, this.#size - this.#heldLength)
        : Math.max(needed, LONGEST_HEADER);
    this.#block = new Uint8Array(room);
    this.#filled = 0;
  }

  /** The buffered bytes in one piece. */
  #joined(): Uint8Array {
    const last = this.#block.subarray(0, this.#filled);
    return this.#blocks.length === 0 ? last : joined([...this.#blocks, last]);
  }

  /** Size of the packet that starts at `from`, 0 if not known yet; sets the error. */
  #sizeOf(bytes: Uint8Array, from: number, end: number): number {
    const size = packetSizeAt(bytes, from, end);
    if (size < 0) return this.#stopAtLength();
    return size > this.#maximum ? this.#stopAtSize(size) : size;
  }

  #stopAtLength(): 0 {
    this.#error = {
      kind: 'length',
      statement: 'MQTT-1.5.5',
      breach: plainBreach('length-endless'),
      packetOffset: this.#consumed,
      offset: this.#consumed + 4,
    };
    return 0;
  }

  #stopAtSize(size: number): 0 {
    this.#error = {
      kind: 'too large',
      statement: 'MQTT-3.1.2-24',
      breach: { key: 'above-maximum-size', args: { size, maximum: this.#maximum } },
      packetOffset: this.#consumed,
      offset: this.#consumed + 1,
    };
    return 0;
  }
}
