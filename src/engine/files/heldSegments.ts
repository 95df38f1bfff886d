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
  readonly #heap: Held[] = [];
  /** The longest of each sequence number. */
  readonly #lengths = new Map<number, number>();
  #size = 0;

  /** Bytes of memory, about. */
  get size(): number {
    return this.#size;
  }

  get first(): Held | undefined {
    return this.#heap[0];
  }

  /** Bytes are copied. What was sent once more is not held twice. */
  add(sequence: number, bytes: Uint8Array, time: number): void {
    if ((this.#lengths.get(sequence) ?? -1) >= bytes.length) return;
    this.#lengths.set(sequence, bytes.length);
    const held = { sequence, bytes: bytes.slice(), time };
    this.#size += sizeOf(held);
    const heap = this.#heap;
    let at = heap.push(held) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(held, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = held;
  }

  /** Takes the first away. */
  drop(): void {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return;
    this.#size -= sizeOf(first);
    if (this.#lengths.get(first.sequence) === first.bytes.length) {
      this.#lengths.delete(first.sequence);
    }
    if (heap.length > 0) this.#sink(last);
  }

  /** Puts one where the first was, and then to its place. */
  #sink(held: Held): void {
    const heap = this.#heap;
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
}

const sizeOf = ({ bytes }: Held) => SEGMENT_BYTES + bytes.length;
