/** Collects received packets that may answer the sent bytes. */

import type { Answer } from '../../engine/workshop/reaction.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { describePacket } from '../../mqtt/dissect/describe.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import { peekPacketId, peekType } from '../../mqtt/framing/peek.ts';
import type { Packet, PacketType, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';

/** Packets that count as answers only after these. */
const ANSWERS: Readonly<Partial<Record<PacketType, PacketType>>> = {
  pingresp: 'pingreq',
};

export class WatchedAnswers {
  readonly answers: Answer[] = [];
  readonly #version: ProtocolVersion;
  readonly #types = new Set<PacketType | undefined>();
  readonly #ids = new Set<number>();
  #since = 0;

  constructor(sent: Uint8Array, version: ProtocolVersion) {
    this.#version = version;
    new Framer().push(sent, (packet) => {
      this.#types.add(peekType(packet));
      const id = peekPacketId(packet);
      if (id !== undefined) this.#ids.add(id);
    });
  }

  /** The bytes leave now, µs. */
  begin(time: number): void {
    this.#since = time;
  }

  /** Handles a packet of the server. @param number in the capture; 0 if not recorded */
  heard(bytes: Uint8Array, number: number, time: number): void {
    const type = peekType(bytes);
    if (!this.#mayAnswer(type, bytes)) return;
    const decoded = decode(bytes, this.#versionOf(bytes), 'server');
    const packet = decoded.ok ? decoded.packet : undefined;
    this.answers.push({
      type,
      code: packet && codeOf(packet, this.#version),
      summary: packet ? describePacket(packet, this.#version) : [],
      packet: number === 0 ? undefined : number,
      after: time - this.#since,
    });
  }

  /** Messages arrive through subscriptions, and other answers for other requests of this connection. */
  #mayAnswer(type: PacketType | undefined, bytes: Uint8Array): boolean {
    if (type === 'publish' || type === 'pubrel') return false;
    const asked = type && ANSWERS[type];
    if (asked !== undefined) return this.#types.has(asked);
    const id = peekPacketId(bytes);
    return id === undefined || this.#ids.has(id);
  }

  /** A server without that version rejects in the form of 3.1.1. */
  #versionOf(bytes: Uint8Array): ProtocolVersion {
    return peekType(bytes) === 'connack' ? (bytes.length === 4 ? 4 : 5) : this.#version;
  }
}

const HAVE_CODES: ReadonlySet<PacketType> = new Set([
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'disconnect',
  'auth',
]);

/** MQTT 5 may leave out success codes; before, most packets have no code. */
function codeOf(packet: Packet, version: ProtocolVersion): number | undefined {
  if ('reasonCodes' in packet) {
    return packet.reasonCodes.find(isFailure) ?? packet.reasonCodes[0];
  }
  if (packet.type === 'connack') return packet.reasonCode;
  if (version !== 5 || !HAVE_CODES.has(packet.type)) return undefined;
  return 'reasonCode' in packet ? (packet.reasonCode ?? 0) : 0;
}
