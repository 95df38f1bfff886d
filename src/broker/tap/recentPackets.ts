/** Recent packets of one connection, within a share of the total memory. */
import type { Memory } from './memory.ts';
import type { WirePacket } from './wirePacket.ts';

const BYTES = 8192;
const PACKETS = 32;
/** Estimated memory of a packet without its bytes. */
export const ENTRY_SIZE = 160;

export class RecentPackets {
  readonly #memory: Memory;
  #packets: WirePacket[] = [];
  #bytes = 0;
  /** Missing bytes since the beginning. */
  missing = 0;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  get packets(): readonly WirePacket[] {
    return this.#packets;
  }

  add(packet: WirePacket): void {
    const { length } = packet.bytes;
    if (length > BYTES || !this.#memory.remember(length + ENTRY_SIZE)) {
      this.keep(0);
      this.missing += length;
      return;
    }
    this.#packets.push({ ...packet, bytes: packet.bytes.slice() });
    this.#bytes += length;
    while (this.#bytes > BYTES || this.#packets.length > PACKETS) this.#drop();
  }

  /** Keeps only the newest ones. */
  keep(count: number): void {
    while (this.#packets.length > count) this.#drop();
  }

  #drop(): void {
    const oldest = this.#packets.shift();
    if (oldest === undefined) return;
    const { length } = oldest.bytes;
    this.#bytes -= length;
    this.missing += length;
    this.#memory.recent.give(length + ENTRY_SIZE);
  }
}
