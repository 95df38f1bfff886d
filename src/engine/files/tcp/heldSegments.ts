/** Segments received ahead of their turn, in a heap by sequence number. */
import { Heap } from '../../../base/heap.ts';

export interface Held {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly time: number;
}

/** Approximate memory per segment in addition to its bytes. */
const SEGMENT_BYTES = 192;

/** Distance from `from` to `to`; negative: `to` is lower. Numbers wrap at 2^32. */
export function ahead(from: number, to: number): number {
  return (to - from) | 0;
}

/** With equal starts, the longer segment is first. */
function isBefore(one: Held, other: Held): boolean {
  const distance = ahead(one.sequence, other.sequence);
  return distance > 0 || (distance === 0 && one.bytes.length > other.bytes.length);
}

export class HeldSegments {
  #heap: Heap<Held> | undefined;
  /** Longest segment of each sequence number. */
  #longest: Map<number, Held> | undefined;
  #size = 0;

  /** Approximate memory in bytes. */
  get size(): number {
    return this.#size;
  }

  get first(): Held | undefined {
    return this.#heap?.first;
  }

  /**
   * Copies the bytes. Retransmissions are stored once.
   * @returns number of bytes that differ from stored ones with the same sequence numbers
   */
  add(sequence: number, bytes: Uint8Array, time: number): number {
    // Created on demand: most connections need neither.
    const heap = (this.#heap ??= new Heap(isBefore));
    const longest = (this.#longest ??= new Map<number, Held>());
    const known = longest.get(sequence);
    if (known && known.bytes.length >= bytes.length) return differing(known.bytes, bytes);
    const held = { sequence, bytes: bytes.slice(), time };
    longest.set(sequence, held);
    this.#size += sizeOf(held.bytes);
    heap.push(held);
    return 0;
  }

  /** Removes the first segment. */
  drop(): void {
    const first = this.#heap?.pop();
    if (first === undefined) return;
    this.#size -= sizeOf(first.bytes);
    if (this.#longest?.get(first.sequence) === first) this.#longest.delete(first.sequence);
  }
}

/** Number of bytes that differ at the same position. */
function differing(known: Uint8Array, bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) if (known[at] !== bytes[at]) count += 1;
  return count;
}

/** Memory of a held segment, approximately. */
export const sizeOf = (bytes: Uint8Array): number => SEGMENT_BYTES + bytes.length;
