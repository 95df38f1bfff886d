/** A list of packets by position, in the order of their numbers. */
import type { PacketLog } from '../packetLog.ts';

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

/** Every packet that is held. */
export class WholeList implements PacketList {
  readonly #log: PacketLog;

  constructor(log: PacketLog) {
    this.#log = log;
  }

  get total(): number {
    return this.#log.total;
  }

  get oldest(): number {
    return this.#log.discarded;
  }

  numbers(first: number, count: number): number[] {
    const from = Math.max(first, this.oldest);
    const length = Math.max(0, Math.min(first + count, this.total) - from);
    return Array.from({ length }, (_, index) => this.#log.numberAt(from + index));
  }

  position(packet: number): number | undefined {
    const { oldestNumber, nextNumber } = this.#log;
    const isHeld = packet >= oldestNumber && packet < nextNumber;
    return isHeld ? packet - this.#log.numberAt(0) : undefined;
  }
}
