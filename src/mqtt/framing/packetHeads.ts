/**
 * Reads the first bytes of each packet in one direction of a connection, from chunks of any size. The other
 * bytes are counted and not buffered.
 */
import { packetSizeAt } from '../tables/packetSize.ts';

/** First byte and four length bytes. */
const LONGEST_HEADER = 5;
const NOTHING = new Uint8Array(0);

/**
 * @param head first bytes of the packet, valid only during the call
 * @param size of the whole packet
 */
type HeadHandler = (head: Uint8Array, size: number) => void;

export class PacketHeads {
  readonly #most: number;
  readonly #isWanted: (firstByte: number) => boolean;
  /** Buffer for the head of the current packet. */
  #held = NOTHING;
  #filled = 0;
  /** Received bytes of the current packet. */
  #passed = 0;
  /** Size of the current packet; 0 if not known yet. */
  #size = 0;
  /** A length was invalid: no packets can be found any more. */
  isLost = false;

  /** @param most bytes of a packet to buffer, at least the size of a fixed header */
  constructor(most: number, isWanted: (firstByte: number) => boolean = () => true) {
    this.#most = most;
    this.#isWanted = isWanted;
  }

  /** The current incomplete packet; `size` is 0 if not known yet. `head`: its first bytes, a view. */
  get unfinished():
    | { readonly first: number; readonly size: number; readonly head: Uint8Array }
    | undefined {
    return this.#passed === 0 || this.isLost
      ? undefined
      : {
          first: this.#held[0] ?? 0,
          size: this.#size,
          head: this.#held.subarray(0, this.#filled),
        };
  }

  /** Reports each wanted packet when its last byte arrives. */
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

  /** Handles a complete header. */
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
