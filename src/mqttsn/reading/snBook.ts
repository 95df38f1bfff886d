/** All messages of MQTT-SN in a capture, numbered, with what they say to each other; the oldest go. */

import { SnConversation, type SnRead } from './snConversation.ts';
import type { SnDatagramSeen } from './snFlows.ts';

/** Bytes that are held, and what a row takes beside its own. */
const BUDGET = 32 * 1024 * 1024;
const ROW_BYTES = 500;

export class SnBook {
  readonly #predefined: ReadonlyMap<number, string>;
  readonly #conversations = new Map<number, SnConversation>();
  #rows: SnRead[] = [];
  #discarded = 0;
  #bytes = 0;

  readonly #budget: number;

  constructor(predefined: ReadonlyMap<number, string> = new Map(), budget: number = BUDGET) {
    this.#predefined = predefined;
    this.#budget = budget;
  }

  /** Those that were discarded included. */
  get total(): number {
    return this.#discarded + this.#rows.length;
  }

  get discarded(): number {
    return this.#discarded;
  }

  take(seen: SnDatagramSeen): SnRead {
    const conversation =
      this.#conversations.get(seen.stream) ?? new SnConversation(this.#predefined);
    this.#conversations.set(seen.stream, conversation);
    const read = conversation.take({ ...seen, bytes: seen.bytes.slice() }, this.total + 1);
    this.#rows.push(read);
    this.#bytes += ROW_BYTES + seen.bytes.length;
    if (this.#bytes > this.#budget) this.#discard();
    return read;
  }

  /** By its number. */
  row(no: number): SnRead | undefined {
    return this.#rows[no - 1 - this.#discarded];
  }

  /** By position, 0 being the first of all. */
  rows(first: number, count: number): readonly SnRead[] {
    const from = Math.max(0, first - this.#discarded);
    return this.#rows.slice(from, Math.max(0, first + count - this.#discarded));
  }

  /** A quarter at once, so that it is not done each time. */
  #discard(): void {
    const gone = this.#rows.splice(0, Math.ceil(this.#rows.length / 4));
    this.#discarded += gone.length;
    for (const { bytes } of gone) this.#bytes -= ROW_BYTES + bytes.length;
  }
}
