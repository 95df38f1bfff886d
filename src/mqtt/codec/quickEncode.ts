/** A fast path for encoding the packets that make up nearly all traffic. */

import { MAX_VARINT, varintLength, writeVarint } from '../../base/varint.ts';
import type { AckPacket, Packet, ProtocolVersion, PublishPacket } from '../tables/packet.ts';
import { packetTypeNumber } from '../tables/packetNames.ts';

/** Characters. The host encodes longer topics faster. */
const LONGEST_TOPIC = 256;

/**
 * Encodes a PUBLISH without properties on an ASCII topic, the plain acknowledgements of four bytes, and
 * pings. undefined means that the writer must encode or reject the packet. Both ways give the same bytes,
 * which a test verifies.
 */
export function quickEncode(packet: Packet, version: ProtocolVersion): Uint8Array | undefined {
  const { type } = packet;
  if (type === 'publish') {
    return version === 5 && packet.properties.length > 0
      ? undefined
      : quickPublish(packet, version);
  }
  if (type === 'pingreq' || type === 'pingresp') return quickPing(type);
  const isAck = type === 'puback' || type === 'pubrec' || type === 'pubrel' || type === 'pubcomp';
  return isAck ? quickAck(packet, version) : undefined;
}

function quickPing(type: 'pingreq' | 'pingresp'): Uint8Array {
  const bytes = new Uint8Array(2);
  bytes[0] = packetTypeNumber(type) << 4;
  return bytes;
}

const isIdentifier = (value: number): boolean => value >>> 0 === value && value <= 0xffff;

function quickAck(packet: AckPacket, version: ProtocolVersion): Uint8Array | undefined {
  const { type, packetId } = packet;
  const isLong = packet.reasonCode !== undefined || packet.properties !== undefined;
  if (packet.dup === true || (version === 5 && isLong) || !isIdentifier(packetId)) return undefined;
  const bytes = new Uint8Array(4);
  bytes[0] = (packetTypeNumber(type) << 4) | (type === 'pubrel' ? 2 : 0);
  bytes[1] = 2;
  bytes[2] = packetId >> 8;
  bytes[3] = packetId & 0xff;
  return bytes;
}

function quickPublish(
  { dup, qos, retain, topic, packetId, payload }: PublishPacket,
  version: ProtocolVersion,
): Uint8Array | undefined {
  const { length } = topic;
  if (length > LONGEST_TOPIC) return undefined;
  const hasId = qos > 0;
  if (hasId && (packetId === undefined || !isIdentifier(packetId))) return undefined;
  const remaining = 2 + length + (hasId ? 2 : 0) + (version === 5 ? 1 : 0) + payload.length;
  if (remaining > MAX_VARINT) return undefined;
  let at = 1 + varintLength(remaining);
  const bytes = new Uint8Array(at + remaining);
  bytes[0] = 0x30 | (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
  writeVarint(bytes, 1, remaining);
  bytes[at] = length >> 8;
  bytes[at + 1] = length & 0xff;
  at += 2;
  for (let index = 0; index < length; index++) {
    const unit = topic.charCodeAt(index);
    if (unit > 0x7f) return undefined;
    bytes[at++] = unit;
  }
  if (hasId && packetId !== undefined) {
    bytes[at++] = packetId >> 8;
    bytes[at++] = packetId & 0xff;
  }
  // The property length is 0, and the byte is already 0.
  if (version === 5) at++;
  bytes.set(payload, at);
  return bytes;
}
