/** The last message with RETAIN of each topic (3.3.1.3). */
import type { Deadline, Deadlines } from './deadlines.ts';
import type { Message } from './message.ts';
import { SortedNames } from './sortedNames.ts';
import { TopicStore } from './topicStore.ts';

interface Kept {
  readonly message: Message;
  readonly expiry: Deadline | undefined;
}

export class Retained {
  readonly #kept = new TopicStore<Kept>();
  readonly #topics = new SortedNames({
    has: (topic) => this.#kept.get(topic) !== undefined,
    names: () => this.#kept.values().map(({ message }) => message.topic),
  });
  readonly #deadlines: Deadlines;
  readonly #limit: number;
  #bytes = 0;

  /** `limit`: bytes, estimated. */
  constructor(deadlines: Deadlines, limit: number) {
    this.#deadlines = deadlines;
    this.#limit = limit;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** Estimated memory. */
  get bytes(): number {
    return this.#bytes + this.#kept.bytes;
  }

  /**
   * Sets, replaces or, with an empty payload, clears [MQTT-3.3.1-5, MQTT-3.3.1-6]. False where
   * there is no room for one more; what was there stays then.
   */
  put(message: Message): boolean {
    if (message.payload.length === 0) {
      this.#remove(message.topic);
      return true;
    }
    const before = this.#kept.get(message.topic);
    if (this.bytes - (before?.message.bytes ?? 0) + message.bytes > this.#limit) return false;
    if (before === undefined) this.#topics.changed(message.topic);
    else this.#letGo(before);
    message.own();
    const expiry =
      message.expiresAt === undefined
        ? undefined
        : this.#deadlines.set(message.expiresAt, () => this.#remove(message.topic));
    this.#kept.set(message.topic, { message, expiry });
    this.#bytes += message.bytes;
    return true;
  }

  get(topic: string): Message | undefined {
    return this.#kept.get(topic)?.message;
  }

  /** Topic names in their order; some of these messages may just have expired. */
  get topics(): readonly string[] {
    return this.#topics.all;
  }

  /** False where there is none. */
  clear(topic: string): boolean {
    const isThere = this.#kept.get(topic) !== undefined;
    this.#remove(topic);
    return isThere;
  }

  /** Those whose topic matches the filter, in the order of their topics' first appearance. */
  match(filter: string, now: number): Message[] {
    return this.#kept
      .match(filter)
      .map((kept) => kept.message)
      .filter((message) => !message.isExpired(now));
  }

  #remove(topic: string): void {
    const kept = this.#kept.delete(topic);
    if (kept === undefined) return;
    this.#letGo(kept);
    this.#topics.changed(topic);
  }

  #letGo({ expiry, message }: Kept): void {
    this.#deadlines.cancel(expiry);
    this.#bytes -= message.bytes;
  }
}
