/** Segments received ahead of their turn, in a heap by sequence number. */

export interface Held {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly time: number;
}

/** Approximate memory per segment in addition to its bytes. */
const SEGMENT_BYTES = 192;

/** Distance from `from` to `to`; negative: `to` is behind. Numbers wrap at 2^32. */
export function ahead(from: number, to: number): number {
  return (to - from) | 0;
}

/** With equal starts, the longer segment comes first. */
function isBefore(one: Held, other: Held): boolean {
  const distance = ahead(one.sequence, other.sequence);
  return distance > 0 || (distance === 0 && one.bytes.length > other.bytes.length);
}

export class HeldSegments {
  /** Binary heap. */
  #heap: Held[] | undefined;
  /** Longest segment of each sequence number. */
  #longest: Map<number, Held> | undefined;
  #size = 0;

  /** Approximate memory in bytes. */
  get size(): number {
    return this.#size;
  }

  get first(): Held | undefined {
    return this.#heap?.[0];
  }

  /**
   * Copies the bytes. Retransmissions are stored once.
   * @returns number of bytes that differ from stored ones with the same sequence numbers
   */
  add(sequence: number, bytes: Uint8Array, time: number): number {
    // Created on demand: most connections need neither.
    const heap = (this.#heap ??= []);
    const longest = (this.#longest ??= new Map<number, Held>());
    const known = longest.get(sequence);
    if (known && known.bytes.length >= bytes.length) return differing(known.bytes, bytes);
    const held = { sequence, bytes: bytes.slice(), time };
    longest.set(sequence, held);
    this.#size += sizeOf(held.bytes);
    let at = heap.push(held) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(held, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = held;
    return 0;
  }

  /** Removes the first segment. */
  drop(): void {
    const heap = this.#heap ?? [];
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return;
    this.#size -= sizeOf(first.bytes);
    if (this.#longest?.get(first.sequence) === first) this.#longest.delete(first.sequence);
    if (heap.length > 0) sink(heap, last);
  }
}

/** Puts a segment at the root and sinks it to its place. */
function sink(heap: Held[], held: Held): void {
  let at = 0;
  for (;;) {
    const left = heap[2 * at + 1];
    const right = heap[2 * at + 2];
    const isRight = right !== undefined && left !== undefined && isBefore(right, left);
    const below = isRight ? right : left;
    if (below === undefined || !isBefore(below, held)) break;
    heap[at] = below;
    at = 2 * at + (isRight ? 2 : 1);
  }
  heap[at] = held;
}

/** Number of bytes that differ at the same position. */
function differing(known: Uint8Array, bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) if (known[at] !== bytes[at]) count += 1;
  return count;
}

/** Memory of a held segment, approximately. */
export const sizeOf = (bytes: Uint8Array): number => SEGMENT_BYTES + bytes.length;
