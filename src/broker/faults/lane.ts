/** One direction of one connection: packets in order, some of which wait. */
import { arraySize, textSize } from '../core/memory/sizes.ts';
import { type Mark, STEP, type Treated } from './marks.ts';

export interface Entry {
  /** Of a packet, to be marked by. */
  readonly treated: Treated | undefined;
  /** What its mark says; undefined: it has none. */
  readonly marked: Pick<Mark, 'rule' | 'action'> | undefined;
  /** Counted over all lanes. */
  readonly number: number;
  /** `raw`: bytes that are no whole packet. `half`: this side sends no more. `over`: it has ended. */
  readonly kind: 'packet' | 'raw' | 'cut' | 'silent' | 'half' | 'over';
  readonly bytes: Uint8Array;
  /** As they were known when it came: an alias may be given anew. */
  readonly topics: readonly string[];
  /** The rule that makes it wait. */
  readonly rule: string | undefined;
  /** The rule that holds what it waits behind, where no rule treats it; on its way to the client. */
  readonly behind?: string | undefined;
  /** Milliseconds; it may not go before. */
  due: number;
  /** Until it is released by hand. */
  isHeld: boolean;
  /** ms; then it is released by itself. */
  readonly until?: number | undefined;
  /** Until the person lets it go, in step mode. */
  isStepped: boolean;
  /** Those behind it need not wait for it. */
  readonly overtake: boolean;
  /** PINGREQ and PINGRESP pass it, so that neither end closes meanwhile. */
  readonly keepsAlive?: boolean | undefined;
}

/** Estimated memory of an entry beside its bytes and topics. */
const ENTRY_SIZE = 250;

function costOf({ bytes, topics }: Entry): number {
  return topics.reduce((sum, topic) => sum + textSize(topic), ENTRY_SIZE + arraySize(bytes));
}

export class Lane {
  #entries: (Entry | undefined)[] = [];
  /** Entries before this one have gone. */
  #head = 0;
  /** Bytes of the packets that wait. */
  bytes = 0;
  /** Whole packets that wait. */
  packets = 0;
  /** Estimated memory of all that waits. */
  cost = 0;

  get isEmpty(): boolean {
    return this.#head === this.#entries.length;
  }

  /** What waits does so for a person who keeps both ends alive, and for nothing else. */
  get letsPingsPass(): boolean {
    let isForPerson = false;
    for (const { isStepped, isHeld, keepsAlive, due } of this) {
      if (due > 0 || (isHeld && keepsAlive !== true)) return false;
      isForPerson ||= isStepped || isHeld;
    }
    return isForPerson;
  }

  /** Something is held, and the other end must not close for want of packets. */
  get keepsAlive(): boolean {
    for (const { isHeld, keepsAlive } of this) if (isHeld && keepsAlive) return true;
    return false;
  }

  /** The rule (or step mode) that lets nothing pass it; undefined: whatever comes may go. */
  get holder(): string | undefined {
    for (const { overtake, rule, behind } of this) if (!overtake) return rule ?? behind ?? STEP;
    return undefined;
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
    this.#count(entry, 1);
  }

  clear(): void {
    this.#entries = [];
    this.#head = 0;
    this.packets = 0;
    this.bytes = 0;
    this.cost = 0;
  }

  /** In order. */
  *[Symbol.iterator](): Generator<Entry> {
    for (let at = this.#head; at < this.#entries.length; at++) {
      const entry = this.#entries[at];
      if (entry !== undefined) yield entry;
    }
  }

  /** Takes out the next that may go. */
  next(now: number): Entry | undefined {
    for (let at = this.#head; at < this.#entries.length; at++) {
      const entry = this.#entries[at];
      if (entry === undefined) continue;
      // Whatever ends the lane waits for everything before it.
      const isPacket = entry.kind === 'packet' || entry.kind === 'raw';
      if (!isPacket && at > this.#head) return undefined;
      if (entry.due <= now && !entry.isHeld && !entry.isStepped) {
        this.#remove(at, entry);
        return entry;
      }
      if (!entry.overtake) return undefined;
    }
    return undefined;
  }

  /** Others in the place of one that is there, in order. */
  replace(entry: Entry, others: readonly Entry[]): void {
    const at = this.#entries.indexOf(entry, this.#head);
    if (at < 0) return;
    this.#entries.splice(at, 1, ...others);
    this.#count(entry, -1);
    for (const other of others) this.#count(other, 1);
  }

  #count(entry: Entry, sign: 1 | -1): void {
    if (entry.kind === 'packet') this.packets += sign;
    this.bytes += sign * entry.bytes.length;
    this.cost += sign * costOf(entry);
  }

  #remove(at: number, entry: Entry): void {
    this.#entries[at] = undefined;
    while (this.#head < this.#entries.length && this.#entries[this.#head] === undefined)
      this.#head++;
    while (this.#entries.length > this.#head && this.#entries.at(-1) === undefined) {
      this.#entries.pop();
    }
    // Now and then, so that each removal costs little.
    if (this.#head > 64 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    this.#count(entry, -1);
  }
}
