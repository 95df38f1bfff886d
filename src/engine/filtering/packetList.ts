/** A list of packets by position, in the order of their numbers. */
import type { PacketLog } from '../log/packetLog.ts';
import type { KeptPackets } from './keptPackets.ts';

/** Positions count from the first packet since Clear. Discarded packets keep theirs. */
export interface PacketList {
  /** Includes discarded packets. */
  readonly total: number;
  /** Position of the first available packet. */
  readonly oldest: number;
  /** Numbers of the packets at successive positions. */
  readonly numbers: (first: number, count: number) => number[];
  /** Undefined if it is not in the list. */
  readonly position: (packet: number) => number | undefined;
  /** Position of the first available packet with this number or a later one. */
  readonly placeFrom: (packet: number) => number;
}

/** Every held packet: first those kept after their eviction, then those of the log. */
export class WholeList implements PacketList {
  readonly #log: PacketLog;
  readonly #kept: KeptPackets;

  constructor(log: PacketLog, kept: KeptPackets) {
    this.#log = log;
    this.#kept = kept;
  }

  get total(): number {
    return this.#log.total;
  }

  get oldest(): number {
    return this.#log.discarded - this.#kept.size;
  }

  numbers(first: number, count: number): number[] {
    const from = Math.max(first, this.oldest);
    const length = Math.max(0, Math.min(first + count, this.total) - from);
    return Array.from({ length }, (_, index) => this.#numberAt(from + index));
  }

  position(packet: number): number | undefined {
    const { oldestNumber, nextNumber } = this.#log;
    const isHeld = packet >= oldestNumber && packet < nextNumber;
    if (isHeld) return packet - this.#log.numberAt(0);
    const ordinal = this.#kept.ordinalOf(packet);
    return ordinal === undefined ? undefined : this.oldest + ordinal - this.#kept.oldestOrdinal;
  }

  placeFrom(packet: number): number {
    const { oldestNumber, nextNumber } = this.#log;
    if (packet >= oldestNumber) return Math.min(packet, nextNumber) - this.#log.numberAt(0);
    return this.oldest + this.#kept.ordinalFrom(packet) - this.#kept.oldestOrdinal;
  }

  /** Numbers from this one on, oldest first. Packets may be added and discarded meanwhile. */
  *each(least = 0): Generator<number, void, undefined> {
    const from = this.#log.oldestNumber;
    for (let ordinal = this.#kept.oldestOrdinal; ordinal < this.#kept.nextOrdinal; ordinal += 1) {
      const number = this.#kept.numberOf(ordinal);
      if (number !== undefined && number >= least && number < from) yield number;
    }
    for (let at = Math.max(from, least); at < this.#log.nextNumber; at += 1) yield at;
  }

  #numberAt(position: number): number {
    const kept = position - this.oldest;
    if (kept >= this.#kept.size) return this.#log.numberAt(position);
    return this.#kept.numberOf(this.#kept.oldestOrdinal + kept) ?? 0;
  }
}
