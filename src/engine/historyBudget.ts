/** One budget for the last values and histories of all topics. */
import { type MessageRing, RING_OVERHEAD } from './messageRing.ts';
import type { TopicMessage } from './window.ts';

export const DEFAULT_TOPIC_BUDGET = 64 * 1024 * 1024;

const LARGEST_CLASS = 31;

/**
 * When the budget is spent, the topics whose histories take most give up their oldest messages.
 * Last values are never given up: where they alone exceed the budget, so does the sum.
 */
export class HistoryBudget {
  readonly budget: number;
  /** Rings by what they could give back, in classes of powers of two; the first come first. */
  #classes: Set<MessageRing>[] = emptyClasses();
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

  append(ring: MessageRing, message: TopicMessage): void {
    const isNew = ring.count === 0;
    const before = ring.capacity;
    ring.append(message);
    this.#bytes += ring.capacity - before + (isNew ? RING_OVERHEAD : 0);
    this.#classify(ring);
    while (this.#bytes > this.budget && this.#giveUpSome());
  }

  /** Forgets all rings and counts. */
  clear(): void {
    this.#classes = emptyClasses();
    this.#bytes = 0;
    this.#discarded = 0;
  }

  #classify(ring: MessageRing): void {
    const before = ring.sizeClass;
    const now = 32 - Math.clz32(Math.min(ring.spareable, 0x7fffffff));
    if (now === before) return;
    this.#classes[before]?.delete(ring);
    if (now > 0) this.#classes[now]?.add(ring);
    ring.sizeClass = now;
  }

  /** False where nothing but last values is left. */
  #giveUpSome(): boolean {
    for (let size = LARGEST_CLASS; size > 0; size -= 1) {
      const [ring] = this.#classes[size] ?? [];
      if (ring === undefined) continue;
      const before = ring.capacity;
      this.#discarded += ring.halve();
      this.#bytes -= before - ring.capacity;
      this.#classify(ring);
      return true;
    }
    return false;
  }
}

function emptyClasses(): Set<MessageRing>[] {
  return Array.from({ length: LARGEST_CLASS + 1 }, () => new Set<MessageRing>());
}
