/** One budget for the last values and histories of all topics. */
import { type ArrivedMessage, type MessageRing, RING_OVERHEAD } from './messageRing.ts';

const DEFAULT_TOPIC_BUDGET = 64 * 1024 * 1024;

const LARGEST_CLASS = 31;

/**
 * When the budget is spent, the topics whose histories take most give up their oldest messages.
 * Last values are never given up: where they alone exceed the budget, so does the sum.
 */
export class HistoryBudget {
  readonly budget: number;
  /** Rings by what they could give back, in classes of powers of two. */
  #classes: MessageRing[][] = emptyClasses();
  #bytes = 0;
  #discarded = 0;

  /** @param budget bytes of memory */
  constructor(budget: number = DEFAULT_TOPIC_BUDGET) {
    this.budget = budget;
  }

  /** Bytes that last values and histories take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Messages given up to stay within the budget. */
  get discarded(): number {
    return this.#discarded;
  }

  append(ring: MessageRing, message: ArrivedMessage): void {
    const isNew = ring.count === 0;
    const before = ring.capacity;
    if (this.#mustMakeDo(ring, message)) this.#discarded += ring.dropFor(message);
    ring.append(message);
    this.#bytes += ring.capacity - before + (isNew ? RING_OVERHEAD : 0);
    this.#classify(ring);
    while (this.#bytes > this.budget && this.#giveUpSome());
  }

  /** Messages of a time before, in front of those that the ring has. */
  putBefore(ring: MessageRing, before: MessageRing): void {
    const isNew = ring.count === 0;
    const capacity = ring.capacity;
    ring.putBefore(before);
    this.#bytes += ring.capacity - capacity + (isNew ? RING_OVERHEAD : 0);
    this.#classify(ring);
    while (this.#bytes > this.budget && this.#giveUpSome());
  }

  /** Given up at a time before. */
  countDiscarded(messages: number): void {
    this.#discarded += messages;
  }

  /** Forgets all rings and counts. */
  clear(): void {
    this.#classes = emptyClasses();
    this.#bytes = 0;
    this.#discarded = 0;
  }

  /**
   * Whether a ring that would grow beyond the budget is among those that take most: then it drops
   * its own oldest in place, which is cheaper than to grow and to make another one smaller.
   */
  #mustMakeDo(ring: MessageRing, message: ArrivedMessage): boolean {
    const growth = ring.growthFor(message);
    return (
      growth > 0 && this.#bytes + growth > this.budget && ring.sizeClass >= this.#fattestClass() - 1
    );
  }

  #fattestClass(): number {
    let size = LARGEST_CLASS;
    while (size > 0 && this.#classes[size]?.length === 0) size -= 1;
    return size;
  }

  #classify(ring: MessageRing): void {
    const size = 32 - Math.clz32(Math.min(ring.spareable, 0x7fffffff));
    if (size === ring.sizeClass) return;
    this.#remove(ring);
    ring.sizeClass = size;
    if (size > 0) ring.placeInClass = (this.#classes[size]?.push(ring) ?? 1) - 1;
  }

  /** The last of the class takes the place of the one that goes. */
  #remove(ring: MessageRing): void {
    const rings = this.#classes[ring.sizeClass];
    const last = ring.sizeClass > 0 ? rings?.pop() : undefined;
    if (rings === undefined || last === undefined || last === ring) return;
    rings[ring.placeInClass] = last;
    last.placeInClass = ring.placeInClass;
  }

  /** False where nothing but last values is left. */
  #giveUpSome(): boolean {
    const ring = this.#classes[this.#fattestClass()]?.at(-1);
    if (ring === undefined) return false;
    const before = ring.capacity;
    this.#discarded += ring.halve();
    this.#bytes -= before - ring.capacity;
    this.#classify(ring);
    return true;
  }
}

function emptyClasses(): MessageRing[][] {
  return Array.from({ length: LARGEST_CLASS + 1 }, () => []);
}
