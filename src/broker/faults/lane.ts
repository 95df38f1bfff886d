/** Packets of one direction of a connection, in order, some of them waiting. */
import { arraySize, textSize } from '../core/memory/sizes.ts';
import { type Mark, STEP, type Treated } from './marks.ts';

export interface Entry {
  /** The packet's identity in marks. */
  readonly treated: Treated | undefined;
  /** Content of its mark; undefined: none. */
  readonly marked: Pick<Mark, 'rule' | 'action'> | undefined;
  /** Unique over all lanes. */
  readonly number: number;
  /**
   * `raw`: bytes other than a complete packet. `half`: this side has stopped sending. `over`: it has ended.
   */
  readonly kind: 'packet' | 'raw' | 'cut' | 'silent' | 'half' | 'over';
  readonly bytes: Uint8Array;
  /** Resolved on arrival, because an alias may be redefined. */
  readonly topics: readonly string[];
  /** The rule that delays it. */
  readonly rule: string | undefined;
  /** For an untreated packet to the client: the rule that holds the packet before it. */
  readonly behind?: string | undefined;
  /** Milliseconds. It may not be sent before. */
  due: number;
  /** Waits until it is released by hand. */
  isHeld: boolean;
  /** ms. Released automatically then. */
  readonly until?: number | undefined;
  /** Waits in step mode until the user releases it. */
  isStepped: boolean;
  /** Later packets need not wait for it. */
  readonly overtake: boolean;
  /** PINGREQ and PINGRESP pass it, so neither end closes meanwhile. */
  readonly keepsAlive?: boolean | undefined;
}

/** Estimated memory of an entry without its bytes and topics. */
const ENTRY_SIZE = 250;

function costOf({ bytes, topics }: Entry): number {
  return topics.reduce((sum, topic) => sum + textSize(topic), ENTRY_SIZE + arraySize(bytes));
}

export class Lane {
  #entries: (Entry | undefined)[] = [];
  /** Earlier entries have been sent. */
  #head = 0;
  /** Bytes of the waiting packets. */
  bytes = 0;
  /** Number of complete waiting packets. */
  packets = 0;
  /** Estimated memory of everything that waits. */
  cost = 0;

  get isEmpty(): boolean {
    return this.#head === this.#entries.length;
  }

  /** True if all entries wait only for a user who keeps both ends alive. */
  get letsPingsPass(): boolean {
    let isForPerson = false;
    for (const { isStepped, isHeld, keepsAlive, due } of this) {
      if (due > 0 || (isHeld && keepsAlive !== true)) return false;
      isForPerson ||= isStepped || isHeld;
    }
    return isForPerson;
  }

  /** True if a packet is held and the other end must not close for lack of packets. */
  get keepsAlive(): boolean {
    for (const { isHeld, keepsAlive } of this) if (isHeld && keepsAlive) return true;
    return false;
  }

  /** The rule (or step mode) that blocks all later packets; undefined: nothing blocks. */
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

  /** Removes the next entry that may be sent. */
  next(now: number): Entry | undefined {
    for (let at = this.#head; at < this.#entries.length; at++) {
      const entry = this.#entries[at];
      if (entry === undefined) continue;
      // The end of the lane waits for everything before it.
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

  /** Replaces an entry by others, in order. */
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
    // Only now and then, so that removals stay cheap.
    if (this.#head > 64 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    this.#count(entry, -1);
  }
}
