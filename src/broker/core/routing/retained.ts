/** Stores the last message with RETAIN of each topic (3.3.1.3). */

import type { Keeper } from '../contract/durability.ts';
import type { Message } from '../contract/message.ts';
import type { Deadline, Deadlines } from '../memory/deadlines.ts';
import type { Account } from '../memory/ledger.ts';
import { SortedNames } from '../memory/sortedNames.ts';
import { TopicStore } from '../memory/topicStore.ts';
import { backAfter, Clearings, type Return } from './clearings.ts';

/** Memory of an entry without the message and the nodes of its topic. */
const KEPT_BYTES = 60;
/** Memory of an expiry deadline. */
const EXPIRY_BYTES = 200;

interface RetainedEntry {
  readonly message: Message;
  /** Increases with each entry. */
  readonly order: number;
  readonly expiry: Deadline | undefined;
  /** Set if the message was cleared and published again. */
  readonly back: Return | undefined;
}

export class Retained {
  readonly #kept: TopicStore<RetainedEntry>;
  readonly #topics = new SortedNames({
    has: (topic) => this.#kept.get(topic) !== undefined,
    names: () => this.#kept.values().map(({ message }) => message.topic),
  });
  readonly #deadlines: Deadlines;
  readonly #account: Account;
  readonly #keeper: Keeper | undefined;
  readonly #clearings = new Clearings();
  #order = 0;

  constructor(deadlines: Deadlines, account: Account, keeper?: Keeper) {
    this.#deadlines = deadlines;
    this.#keeper = keeper;
    this.#account = account;
    this.#kept = new TopicStore(account);
  }

  get size(): number {
    return this.#kept.size;
  }

  /**
   * Sets, replaces or, with an empty payload, clears a message [MQTT-3.3.1-5, MQTT-3.3.1-6]. Returns false if
   * there is no memory; the old message then stays. `isAlways`: accepts it anyway.
   */
  put(message: Message, isAlways = false): boolean {
    if (!this.#put(message, isAlways)) return false;
    // The broker publishes its own values again after a restart.
    if (!isAlways && message.payload.length > 0)
      this.#keeper?.append({ kind: 'retained', message });
    return true;
  }

  /** Restores a message of a previous broker. */
  restore(message: Message): void {
    this.#put(message, true);
  }

  #put(message: Message, isAlways: boolean): boolean {
    if (message.payload.length === 0) {
      if (this.#remove(message.topic)) this.#clearings.cleared(message);
      return true;
    }
    const before = this.#kept.get(message.topic);
    const more = costOf(message) + message.bytes;
    const less = before === undefined ? 0 : costOf(before.message) + before.message.bytes;
    const place = before === undefined ? this.#kept.costOf(message.topic) : 0;
    const fits = more + place <= less || this.#account.fits(more + place - less);
    if (!fits && !isAlways) return false;
    if (before === undefined) this.#topics.changed(message.topic);
    else this.#release(before);
    message.own();
    const expiry =
      message.expiresAt === undefined
        ? undefined
        : this.#deadlines.set(message.expiresAt, () => this.#remove(message.topic));
    const back = before === undefined ? this.#clearings.returned(message) : before.back;
    this.#kept.set(message.topic, { message, order: this.#order, expiry, back });
    this.#order += 1;
    this.#account.add(costOf(message));
    message.retainedBy(this.#account);
    return true;
  }

  get(topic: string): Message | undefined {
    return this.#kept.get(topic)?.message;
  }

  /** Sorted topic names; some of the messages may just have expired. */
  get topics(): readonly string[] {
    return this.#topics.all;
  }

  /** ms from clearing until another client published the message again, if that is recent. */
  backAfter(topic: string, now: number): number | undefined {
    return backAfter(this.#kept.get(topic)?.back, now);
  }

  /** For the operator. Returns false if there is none. */
  clear(topic: string, now: number): boolean {
    const isThere = this.#remove(topic);
    if (isThere) this.#clearings.cleared({ topic, publisher: undefined, time: now });
    return isThere;
  }

  /**
   * Yields messages whose topic matches the filter, in the order of their topics' first appearance, with
   * undefined for each step without a match. Excludes messages added or cleared meanwhile.
   */
  *matching(filter: string): Generator<Message | undefined, void> {
    const end = this.#order;
    for (const kept of this.#kept.matching(filter)) {
      yield kept === undefined || kept.order >= end ? undefined : kept.message;
    }
  }

  /** Returns false if there is none. */
  #remove(topic: string): boolean {
    const kept = this.#kept.delete(topic);
    if (kept === undefined) return false;
    this.#release(kept);
    this.#topics.changed(topic);
    this.#keeper?.append({ kind: 'retained-gone', topic });
    return true;
  }

  #release({ expiry, message }: RetainedEntry): void {
    this.#deadlines.cancel(expiry);
    this.#account.add(-costOf(message));
    message.retainedBy(undefined);
  }
}

const costOf = ({ expiresAt }: Message): number =>
  KEPT_BYTES + (expiresAt === undefined ? 0 : EXPIRY_BYTES);
