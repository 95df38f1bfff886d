/** A list of packets by position, in the order of their numbers. */
import type { PacketLog } from '../log/packetLog.ts';
import type { KeptPackets } from './keptPackets.ts';

/** Positions count from the first packet since Clear; those of packets that were discarded stay theirs. */
export interface PacketList {
  /** Discarded ones included. */
  readonly total: number;
  /** Position of the first that is there. */
  readonly oldest: number;
  /** Numbers of the packets at successive positions. */
  readonly numbers: (first: number, count: number) => number[];
  /** undefined: it is not in the list. */
  readonly position: (packet: number) => number | undefined;
}

/** Every packet that is held: those kept beyond their eviction, then those of the log. */
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

  /** Position of the first packet that is there and has this number or a later one. */
  placeFrom(packet: number): number {
    const { oldestNumber, nextNumber } = this.#log;
    if (packet >= oldestNumber) return Math.min(packet, nextNumber) - this.#log.numberAt(0);
    return this.oldest + this.#kept.ordinalFrom(packet) - this.#kept.oldestOrdinal;
  }

  /** Numbers from this one on, oldest first; packets may come and go meanwhile. */
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
