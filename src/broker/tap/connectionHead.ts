/** What a connection began with: CONNECT, CONNACK and the AUTH packets between them. */
import { decode } from '../../mqtt/codec/decode.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { Room } from './memory.ts';
import { isExcessive } from './packetMask.ts';
import { ENTRY_SIZE } from './recentPackets.ts';
import type { WirePacket } from './wirePacket.ts';

/** A packet that is larger is not remembered, and then nothing of the beginning is. */
const LARGEST = 4096;
const MOST_PACKETS = 16;

export class ConnectionHead {
  readonly #room: Room;
  #packets: WirePacket[] = [];
  /** It has come as a whole, or something else in its place. */
  isOver = false;
  /** It is not all there. */
  isLost = false;

  constructor(room: Room) {
    this.#room = room;
  }

  get packets(): readonly WirePacket[] {
    return this.#packets;
  }

  /** Of the packet that comes next while it is not over. */
  takes({ bytes, sender }: WirePacket): boolean {
    const type = peekType(bytes);
    const belongs = sender === 'server' || type === 'connect' || type === 'auth';
    if (!belongs || type === 'connack') this.isOver = true;
    if (!belongs && this.#packets.length === 0) this.isLost = true;
    return belongs;
  }

  /** Takes room for a packet, which has to be added then; false: nothing of the beginning is kept. */
  reserve({ bytes: { length } }: WirePacket): boolean {
    if (this.isLost) return false;
    const isTooMuch = length > LARGEST || this.#packets.length >= MOST_PACKETS;
    if (!isTooMuch && this.#room.take(length + ENTRY_SIZE)) return true;
    // The rest alone would tell a wrong story.
    this.forget();
    this.isLost = true;
    return false;
  }

  /** @param packet without its secrets */
  add(packet: WirePacket): void {
    this.#packets.push({ ...packet, bytes: packet.bytes.slice() });
  }

  forget(): void {
    for (const { bytes } of this.#packets) this.#room.give(bytes.length + ENTRY_SIZE);
    this.#packets = [];
  }
}

/** The client that a CONNECT names; undefined: none, or it is no good CONNECT. */
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
