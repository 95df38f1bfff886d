/** Beginning of a connection: CONNECT, CONNACK and the AUTH packets between them. */
import { decode } from '../../mqtt/codec/decode.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { Budget } from './memory.ts';
import { isExcessive } from './packetMask.ts';
import { ENTRY_SIZE } from './recentPackets.ts';
import type { WirePacket } from './wirePacket.ts';

/** A larger packet is not remembered, and then the whole beginning is dropped. */
const LARGEST = 4096;
const MOST_PACKETS = 16;

export class ConnectionHead {
  readonly #budget: Budget;
  #packets: WirePacket[] = [];
  /** It is complete, or another packet arrived instead. */
  isOver = false;
  /** Part of it is missing. */
  isLost = false;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  get packets(): readonly WirePacket[] {
    return this.#packets;
  }

  /** True if the next packet belongs to it. */
  takes({ bytes, sender }: WirePacket): boolean {
    const type = peekType(bytes);
    const belongs = sender === 'server' || type === 'connect' || type === 'auth';
    if (!belongs || type === 'connack') this.isOver = true;
    if (!belongs && this.#packets.length === 0) this.isLost = true;
    return belongs;
  }

  /** Reserves memory for a packet, which must then be added; false: the beginning is dropped. */
  reserve({ bytes: { length } }: WirePacket): boolean {
    if (this.isLost) return false;
    const isTooMuch = length > LARGEST || this.#packets.length >= MOST_PACKETS;
    if (!isTooMuch && this.#budget.take(length + ENTRY_SIZE)) return true;
    // The remaining packets would be misleading without the first ones.
    this.forget();
    this.isLost = true;
    return false;
  }

  /** @param packet without its secrets */
  add(packet: WirePacket): void {
    this.#packets.push({ ...packet, bytes: packet.bytes.slice() });
  }

  forget(): void {
    for (const { bytes } of this.#packets) this.#budget.give(bytes.length + ENTRY_SIZE);
    this.#packets = [];
  }
}

/** The client named by a CONNECT; undefined: none, or an invalid CONNECT. */
export function namedIn(
  bytes: Uint8Array,
  nameOf: (packet: ConnectPacket) => string,
): string | undefined {
  if (peekType(bytes) !== 'connect' || isExcessive(bytes, 5)) return undefined;
  const decoded = decode(bytes, undefined, 'client');
  if (!decoded.ok || decoded.packet.type !== 'connect') return undefined;
  const name = nameOf(decoded.packet);
  return name === '' ? undefined : name;
}
