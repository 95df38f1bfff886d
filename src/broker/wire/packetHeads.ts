/** The beginnings of the packets of one direction that are wanted, from bytes that come in any pieces. */
import { readVarint } from '../../mqtt/varint.ts';

/** Of each packet: room for a topic name and what is before an alias. */
const LONGEST_HEAD = 66 * 1024;
/** First byte and four of length. */
const LONGEST_HEADER = 5;

export class PacketHeads {
  readonly #isWanted: (firstByte: number) => boolean;
  readonly #head: (bytes: Uint8Array, isWhole: boolean) => void;
  /** Bytes of the packet under way that nobody wants. */
  #skip = 0;
  /** The beginning of one that is wanted, or of a header. */
  #held = new Uint8Array(0);
  #filled = 0;
  /** Bytes of the packet that is held; 0: its length is not here yet. */
  #size = 0;
  /** The length makes no sense: there are no packets from here on. */
  isLost = false;

  /** @param head is lent */
  constructor(
    isWanted: (firstByte: number) => boolean,
    head: (bytes: Uint8Array, isWhole: boolean) => void,
  ) {
    this.#isWanted = isWanted;
    this.#head = head;
  }

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && !this.isLost) {
      if (this.#skip > 0) {
        const passed = Math.min(this.#skip, chunk.length - at);
        this.#skip -= passed;
        at += passed;
      } else {
        at = this.#filled > 0 ? this.#goOn(chunk, at) : this.#begin(chunk, at);
      }
    }
  }

  /** At a packet's first byte. Returns how far it went. */
  #begin(chunk: Uint8Array, at: number): number {
    const size = this.#sizeAt(chunk, at);
    if (size > 0 && !this.#isWanted(chunk[at] ?? 0)) {
      this.#skip = size;
      return at;
    }
    if (size > 0 && at + size <= chunk.length) {
      this.#head(chunk.subarray(at, at + size), true);
      return at + size;
    }
    this.#size = size;
    this.#held = new Uint8Array(size === 0 ? LONGEST_HEADER : Math.min(size, LONGEST_HEAD));
    return this.#take(chunk, at, this.#held.length);
  }

  /** Within a header or a head. */
  #goOn(chunk: Uint8Array, at: number): number {
    if (this.#size > 0) return this.#take(chunk, at, this.#held.length - this.#filled);
    const next = this.#take(chunk, at, 1);
    const size = this.#sizeAt(this.#held.subarray(0, this.#filled), 0);
    if (size === 0) return next;
    const header = this.#held.subarray(0, this.#filled);
    this.#filled = 0;
    if (this.#isWanted(header[0] ?? 0)) {
      this.#size = size;
      this.#held = new Uint8Array(Math.min(size, LONGEST_HEAD));
      this.#take(header, 0, header.length);
    } else {
      this.#skip = size - header.length;
    }
    return next;
  }

  #take(chunk: Uint8Array, from: number, most: number): number {
    const taken = chunk.subarray(from, from + most);
    this.#held.set(taken, this.#filled);
    this.#filled += taken.length;
    if (this.#size > 0 && this.#filled === this.#held.length) {
      const head = this.#held;
      this.#skip = this.#size - this.#filled;
      this.#filled = 0;
      this.#head(head, this.#skip === 0);
    }
    return from + taken.length;
  }

  /** 0: it does not end here. */
  #sizeAt(bytes: Uint8Array, at: number): number {
    const length = readVarint(bytes, at + 1);
    if (length === 'too long') this.isLost = true;
    return typeof length === 'string' ? 0 : 1 + length.length + length.value;
  }
}
