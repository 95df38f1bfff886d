/** One direction of a connection as far as packets' heads: what follows them is counted and not held. */
import { packetSizeAt } from '../../mqtt/packetSize.ts';

/** Bytes of a packet that are looked at: CONNECT with long names fits. */
const MOST = 4096;
/** Bytes of a connection that tell what it speaks. */
const FIRST = 16;
const NOTHING = new Uint8Array(0);

/** @param head its first bytes, a view; `size`: of the whole packet */
export type HeadHandler = (head: Uint8Array, size: number) => void;

export class PacketHeads {
  /** Of the packet under way. */
  #held = NOTHING;
  /** Bytes of it that came. */
  #passed = 0;
  /** Its size; 0: not known yet. */
  #size = 0;
  /** Nothing can be cut from here on: a length made no sense. */
  isLost = false;
  /** The first bytes of all. */
  #first = NOTHING;

  /** The first bytes that ever came, a few of them. */
  get first(): Uint8Array {
    return this.#first;
  }

  /** The packet that has begun and is not whole; `size`: 0 where that is not known yet. */
  get unfinished(): { readonly first: number; readonly size: number } | undefined {
    const [first] = this.#held;
    return first === undefined ? undefined : { first, size: this.#size };
  }

  /** Each packet as its last byte comes. */
  push(chunk: Uint8Array, packet: HeadHandler): void {
    if (this.#first.length < FIRST) this.#first = joined(this.#first, chunk, FIRST);
    let at = 0;
    while (at < chunk.length && !this.isLost) {
      if (this.#passed > 0) at = this.#goOn(chunk, at, packet);
      else {
        const size = packetSizeAt(chunk, at, chunk.length);
        if (size > 0 && at + size <= chunk.length) {
          packet(chunk.subarray(at, at + Math.min(size, MOST)), size);
          at += size;
        } else at = this.#begin(chunk, at, size);
      }
    }
  }

  #begin(chunk: Uint8Array, at: number, size: number): number {
    if (size < 0) {
      this.isLost = true;
      return at;
    }
    this.#size = size;
    this.#held = chunk.slice(at, Math.min(chunk.length, at + MOST));
    this.#passed = chunk.length - at;
    return chunk.length;
  }

  #goOn(chunk: Uint8Array, from: number, packet: HeadHandler): number {
    let at = from;
    while (this.#size === 0 && at < chunk.length) {
      this.#hold(chunk.subarray(at, at + 1));
      this.#passed += 1;
      at += 1;
      this.#size = packetSizeAt(this.#held, 0, this.#held.length);
      if (this.#size < 0) {
        this.isLost = true;
        return at;
      }
    }
    if (this.#size === 0) return at;
    const step = Math.min(this.#size - this.#passed, chunk.length - at);
    if (this.#held.length < MOST) this.#hold(chunk.subarray(at, at + step));
    this.#passed += step;
    if (this.#passed === this.#size) {
      const [head, size] = [this.#held, this.#size];
      this.#held = NOTHING;
      this.#passed = 0;
      this.#size = 0;
      packet(head, size);
    }
    return at + step;
  }

  #hold(bytes: Uint8Array): void {
    this.#held = joined(this.#held, bytes, MOST);
  }
}

/** So many bytes of both at most. */
function joined(front: Uint8Array, back: Uint8Array, most: number): Uint8Array<ArrayBuffer> {
  const more = back.subarray(0, most - front.length);
  const both = new Uint8Array(front.length + more.length);
  both.set(front);
  both.set(more, front.length);
  return both;
}
