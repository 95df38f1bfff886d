/** One direction of a connection as far as packets' heads, in whatever pieces they come: what follows is counted and not held. */
import { packetSizeAt } from '../tables/packetSize.ts';

/** First byte and four of length. */
const LONGEST_HEADER = 5;
const NOTHING = new Uint8Array(0);

/** @param head its first bytes, lent; `size`: of the whole packet */
type HeadHandler = (head: Uint8Array, size: number) => void;

export class PacketHeads {
  readonly #most: number;
  readonly #isWanted: (firstByte: number) => boolean;
  /** Of the packet under way, with the room for what is still to be held. */
  #held = NOTHING;
  #filled = 0;
  /** Bytes of it that came. */
  #passed = 0;
  /** Its size; 0: not known yet. */
  #size = 0;
  /** A length made no sense: there are no packets from here on. */
  isLost = false;

  /** @param most bytes of a packet that are held, at least those of a fixed header */
  constructor(most: number, isWanted: (firstByte: number) => boolean = () => true) {
    this.#most = most;
    this.#isWanted = isWanted;
  }

  /** The packet that has begun and is not whole; `size`: 0 where that is not known yet. */
  get unfinished(): { readonly first: number; readonly size: number } | undefined {
    return this.#passed === 0 || this.isLost
      ? undefined
      : { first: this.#held[0] ?? 0, size: this.#size };
  }

  /** Each packet that is wanted as its last byte comes. */
  push(chunk: Uint8Array, packet: HeadHandler): void {
    let at = 0;
    while (at < chunk.length && !this.isLost) {
      const size = this.#passed > 0 ? 0 : packetSizeAt(chunk, at, chunk.length);
      if (size > 0 && at + size <= chunk.length) {
        const head = chunk.subarray(at, at + Math.min(size, this.#most));
        at += size;
        if (this.#isWanted(head[0] ?? 0)) packet(head, size);
      } else {
        at = this.#size === 0 ? this.#takeOfHeader(chunk, at) : this.#take(chunk, at);
        if (this.#size > 0 && this.#passed === this.#size) this.#end(packet);
      }
    }
  }

  #takeOfHeader(chunk: Uint8Array, at: number): number {
    if (this.#passed === 0) this.#held = new Uint8Array(LONGEST_HEADER);
    this.#held[this.#filled] = chunk[at] ?? 0;
    this.#filled += 1;
    this.#passed += 1;
    const size = packetSizeAt(this.#held, 0, this.#filled);
    this.isLost = size < 0;
    if (size > 0) this.#begin(size);
    return at + 1;
  }

  /** Its header is here. */
  #begin(size: number): void {
    const header = this.#held.subarray(0, this.#filled);
    const isWanted = this.#isWanted(header[0] ?? 0);
    this.#size = size;
    this.#held = new Uint8Array(isWanted ? Math.min(size, this.#most) : header.length);
    this.#held.set(header);
  }

  #take(chunk: Uint8Array, at: number): number {
    const step = Math.min(this.#size - this.#passed, chunk.length - at);
    const kept = Math.min(step, this.#held.length - this.#filled);
    this.#held.set(chunk.subarray(at, at + kept), this.#filled);
    this.#filled += kept;
    this.#passed += step;
    return at + step;
  }

  #end(packet: HeadHandler): void {
    const [head, size] = [this.#held, this.#size];
    this.#held = NOTHING;
    this.#filled = 0;
    this.#passed = 0;
    this.#size = 0;
    if (this.#isWanted(head[0] ?? 0)) packet(head, size);
  }
}
