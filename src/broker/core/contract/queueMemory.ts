/** The memory of all messages that wait in queues or are in flight. */
import type { Account } from '../memory/ledger.ts';
import type { Delivery } from './message.ts';

/** What a place in a queue costs. */
const ENTRY_BYTES = 12;
/** What a delivery costs that is not the one of all who get the message alike, and each identifier in it. */
const DELIVERY_BYTES = 110;
const NUMBER_BYTES = 8;
/** What a packet identifier in use costs. */
const IDENTIFIER_BYTES = 42;
/** Of all room; the rest is for those who hold less than others. */
const FULL = 0.75;

export class QueueMemory {
  readonly account: Account;
  /** Messages; one that several have counts once. */
  messages = 0;
  /** Shares that hold something. */
  holders = 0;

  /** When nearly all is full, each holder still has room for its even share of it. */
  constructor(account: Account) {
    this.account = account;
  }

  /** Estimated memory; a message that several have counts once. */
  get bytes(): number {
    return this.account.bytes;
  }

  share(): Share {
    return new Share(this);
  }
}

/** What one session holds. */
export class Share {
  readonly #all: QueueMemory;
  /** As if nobody else had the same messages. */
  #bytes = 0;

  constructor(all: QueueMemory) {
    this.#all = all;
  }

  /** False where there is no room. */
  take(delivery: Delivery): boolean {
    const { message } = delivery;
    const all = this.#all;
    const { account } = all;
    const entry = entrySize(delivery);
    const needed = entry + (message.isPaid ? 0 : message.bytes);
    const own = this.#bytes + entry + message.bytes;
    const most = FULL * account.limit;
    const left = account.room - needed;
    const isFull = left < account.limit - most;
    const isLarge = this.#bytes > 0 && own > most / all.holders;
    if (left < 0 || (isFull && isLarge)) return false;
    this.hold(delivery);
    return true;
  }

  /** Whether there is room or not. */
  hold(delivery: Delivery): void {
    const { message } = delivery;
    const all = this.#all;
    const entry = entrySize(delivery);
    if (this.#bytes === 0) all.holders += 1;
    this.#bytes += entry + message.bytes;
    all.account.add(entry);
    if (message.hold(all.account)) all.messages += 1;
  }

  give(delivery: Delivery): void {
    const { message } = delivery;
    const all = this.#all;
    const entry = entrySize(delivery);
    this.#bytes -= entry + message.bytes;
    if (this.#bytes === 0) all.holders -= 1;
    all.account.add(-entry);
    if (message.release()) all.messages -= 1;
  }

  /** So many packet identifiers more are in use, or fewer. */
  countIdentifiers(change: number): void {
    this.#all.account.add(change * IDENTIFIER_BYTES);
  }
}

function entrySize({ identifiers, group, trace }: Delivery): number {
  const isPlain = identifiers.length === 0 && group === undefined && trace === undefined;
  return isPlain ? ENTRY_BYTES : ENTRY_BYTES + DELIVERY_BYTES + NUMBER_BYTES * identifiers.length;
}
