/** Memory of all queued and in-flight messages. */
import type { Account } from '../memory/ledger.ts';
import type { Delivery } from './message.ts';

/** Memory of a queue entry. */
const ENTRY_BYTES = 12;
/** Memory of an individual delivery, and of each identifier in it. */
const DELIVERY_BYTES = 110;
const NUMBER_BYTES = 8;
/** Memory of a used packet identifier. */
const IDENTIFIER_BYTES = 42;
/** Share of the memory above which the rest is reserved for sessions that hold less than others. */
const FULL = 0.75;

export class QueueMemory {
  readonly account: Account;
  /** Messages; a shared one counts once. */
  messages = 0;
  /** Shares that are not empty. */
  holders = 0;

  /** When the memory is nearly full, each holder can still use its even share. */
  constructor(account: Account) {
    this.account = account;
  }

  /** Estimated memory; a shared message counts once. */
  get bytes(): number {
    return this.account.bytes;
  }

  share(): Share {
    return new Share(this);
  }
}

/** Messages that one session holds. */
export class Share {
  readonly #all: QueueMemory;
  /** Computed as if no other session held the same messages. */
  #bytes = 0;

  constructor(all: QueueMemory) {
    this.#all = all;
  }

  /** Returns false if there is no memory left. */
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

  /** Adds it even beyond the limit. */
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

  /** Changes the number of used packet identifiers. */
  countIdentifiers(change: number): void {
    this.#all.account.add(change * IDENTIFIER_BYTES);
  }
}

function entrySize({ identifiers, group, trace }: Delivery): number {
  const isPlain = identifiers.length === 0 && group === undefined && trace === undefined;
  return isPlain ? ENTRY_BYTES : ENTRY_BYTES + DELIVERY_BYTES + NUMBER_BYTES * identifiers.length;
}
