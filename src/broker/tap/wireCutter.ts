/**
 * Splits one direction of a connection into packets while it is observed, and otherwise only tracks
 * boundaries.
 */
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import type { Budget } from './memory.ts';

export interface CutHandlers {
  /** The bytes are a view: copy them to keep them. `offset`: bytes before it in this direction. */
  packet(bytes: Uint8Array, offset: number): void;
  /** Number of bytes of packets too large to be buffered, or whose beginning was not buffered. */
  leftOut(bytes: number): void;
  /** No packet can be split from here on. */
  broken(bytes: Uint8Array, offset: number): void;
}

/** First byte and up to four of the length. */
const LONGEST_HEADER = 5;
const NOTHING = new Uint8Array(0);

export class WireCutter {
  readonly #budget: Budget;
  /** Received bytes. */
  #offset = 0;
  /** Bytes of the current packet, or the beginning of its header if unobserved. */
  #held = NOTHING;
  #heldLength = 0;
  /** Its bytes taken from the budget. */
  #taken = 0;
  /** Its size; 0: not known yet. */
  #size = 0;
  /** Missing bytes of a packet that is not buffered. */
  #passing = 0;
  #isLost = false;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Received bytes so far. */
  get offset(): number {
    return this.#offset;
  }

  /** Skips complete unobserved packets. */
  skip(length: number): void {
    this.#offset += length;
  }

  /** Unobserved: only tracks packet boundaries. */
  follow(chunk: Uint8Array): void {
    this.#offset += chunk.length;
    let at = 0;
    while (at < chunk.length && !this.#isLost) {
      if (this.#passing > 0) {
        const step = Math.min(this.#passing, chunk.length - at);
        this.#passing -= step;
        at += step;
      } else if (this.#heldLength > 0) {
        at = this.#readHeader(chunk, at);
        if (this.#isLost) this.#forget();
        else this.stopBuffering();
      } else {
        const size = packetSizeAt(chunk, at, chunk.length);
        if (size > 0) this.#passing = size;
        else if (size < 0) this.#isLost = true;
        else {
          this.#hold(chunk.subarray(at));
          return;
        }
      }
    }
  }

  cut(chunk: Uint8Array, handlers: CutHandlers): void {
    const start = this.#offset;
    this.#offset += chunk.length;
    let at = 0;
    while (at < chunk.length) {
      if (this.#isLost) {
        handlers.broken(chunk.subarray(at), start + at);
        return;
      }
      if (this.#passing > 0) {
        const step = Math.min(this.#passing, chunk.length - at);
        this.#passing -= step;
        at += step;
        handlers.leftOut(step);
      } else if (this.#heldLength > 0) {
        at = this.#complete(chunk, at, start, handlers);
      } else {
        const size = packetSizeAt(chunk, at, chunk.length);
        if (size < 0) {
          this.#isLost = true;
        } else if (size > 0 && at + size <= chunk.length) {
          handlers.packet(chunk.subarray(at, at + size), start + at);
          at += size;
        } else if (!this.#begin(chunk.subarray(at), size)) {
          this.#passing = size;
        } else {
          return;
        }
      }
    }
  }

  /** Buffered bytes of the current packet with their position; undefined: none. */
  remainder(): { readonly bytes: Uint8Array; readonly offset: number } | undefined {
    if (this.#heldLength === 0) return undefined;
    const bytes = this.#held.subarray(0, this.#heldLength);
    return { bytes, offset: this.#offset - this.#heldLength };
  }

  /** Stops buffering the current packet, because no observer remains. */
  stopBuffering(): void {
    // The beginning of a header is still needed.
    if (this.#size === 0) return;
    this.#passing = this.#size - this.#heldLength;
    this.#forget();
  }

  /** The connection has ended. */
  end(): void {
    this.#forget();
  }

  #forget(): void {
    this.#budget.give(this.#taken);
    this.#taken = 0;
    this.#held = NOTHING;
    this.#heldLength = 0;
    this.#size = 0;
  }

  /** Starts a packet that is split over chunks; false: there is no memory. */
  #begin(bytes: Uint8Array, size: number): boolean {
    if (size > 0 && !this.#reserve(bytes.length)) return false;
    this.#size = size;
    this.#hold(bytes);
    return true;
  }

  #reserve(bytes: number): boolean {
    if (!this.#budget.take(bytes)) return false;
    this.#taken += bytes;
    return true;
  }

  /** Continues a buffered packet; returns the offset. */
  #complete(chunk: Uint8Array, from: number, start: number, handlers: CutHandlers): number {
    let at = from;
    if (this.#size === 0) {
      at = this.#readHeader(chunk, at);
      if (this.#isLost) {
        const before = this.#heldLength;
        handlers.broken(this.#held.slice(0, before), start + at - before);
        this.#forget();
        return at;
      }
      if (this.#size === 0) return at;
    }
    const missing = this.#size - this.#heldLength;
    const step = Math.min(missing, chunk.length - at);
    if (!this.#reserve(step)) {
      handlers.leftOut(this.#heldLength);
      this.stopBuffering();
      return at;
    }
    this.#hold(chunk.subarray(at, at + step));
    at += step;
    if (step === missing) {
      const packet = this.#held.subarray(0, this.#size);
      const offset = start + at - this.#size;
      this.#forget();
      handlers.packet(packet, offset);
    }
    return at;
  }

  /** Reads header bytes until the size is known. */
  #readHeader(chunk: Uint8Array, from: number): number {
    let at = from;
    while (at < chunk.length && this.#size === 0) {
      this.#hold(chunk.subarray(at, at + 1));
      at += 1;
      const size = packetSizeAt(this.#held, 0, this.#heldLength);
      if (size < 0) {
        this.#isLost = true;
        return at;
      }
      this.#size = size;
    }
    return at;
  }

  /** Grows by doubling, so that an announced size costs nothing before its bytes arrive. */
  #hold(bytes: Uint8Array): void {
    const length = this.#heldLength + bytes.length;
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.max(LONGEST_HEADER, length, this.#held.length * 2));
      larger.set(this.#held.subarray(0, this.#heldLength));
      this.#held = larger;
    }
    this.#held.set(bytes, this.#heldLength);
    this.#heldLength = length;
  }
}
