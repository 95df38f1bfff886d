/** Segments that came before their turn, by their place: the earliest is at hand, whatever their number. */

export interface Held {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly time: number;
}

/** What a segment takes beside its bytes, about. */
const SEGMENT_BYTES = 192;

/** How far `to` is ahead of `from`; negative: behind. Numbers wrap at 2^32. */
export function ahead(from: number, to: number): number {
  return (to - from) | 0;
}

/** Of two that begin alike the longer comes first. */
function isBefore(one: Held, other: Held): boolean {
  const distance = ahead(one.sequence, other.sequence);
  return distance > 0 || (distance === 0 && one.bytes.length > other.bytes.length);
}

export class HeldSegments {
  /** A heap: each is before those at twice its place and one more. */
  #heap: Held[] | undefined;
  /** The longest of each sequence number. */
  #longest: Map<number, Held> | undefined;
  #size = 0;

  /** Bytes of memory, about. */
  get size(): number {
    return this.#size;
  }

  get first(): Held | undefined {
    return this.#heap?.[0];
  }

  /**
   * Bytes are copied. What was sent once more is not held twice.
   * @returns how many of them are others than those that are held with the same numbers
   */
  add(sequence: number, bytes: Uint8Array, time: number): number {
    // Most connections never need either.
    const heap = (this.#heap ??= []);
    const longest = (this.#longest ??= new Map<number, Held>());
    const known = longest.get(sequence);
    if (known && known.bytes.length >= bytes.length) return differing(known.bytes, bytes);
    const held = { sequence, bytes: bytes.slice(), time };
    longest.set(sequence, held);
    this.#size += sizeOf(held);
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

  /** Takes the first away. */
  drop(): void {
    const heap = this.#heap ?? [];
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return;
    this.#size -= sizeOf(first);
    if (this.#longest?.get(first.sequence) === first) this.#longest.delete(first.sequence);
    if (heap.length > 0) sink(heap, last);
  }
}

/** Puts one where the first was, and then to its place. */
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

/** Bytes of the second that are others than those of the first at the same place. */
function differing(known: Uint8Array, bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) if (known[at] !== bytes[at]) count += 1;
  return count;
}

const sizeOf = ({ bytes }: Held) => SEGMENT_BYTES + bytes.length;
