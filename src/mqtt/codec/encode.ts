/** Encodes control packets. */

import type {
  AckPacket,
  AuthPacket,
  ConnectPacket,
  DisconnectPacket,
  Packet,
  ProtocolVersion,
  PublishPacket,
  SubscribePacket,
} from '../tables/packet.ts';
import { packetTypeNumber } from '../tables/packetNames.ts';
import { writeProperties } from './encodeProperties.ts';
import { quickEncode } from './quickEncode.ts';
import { PacketWriter } from './writer.ts';

/**
 * Encodes a packet for a version: the inverse of `decode`. Parts that the version lacks are left out:
 * properties, reason codes of acknowledgements and subscription options before MQTT 5. Rules are not checked,
 * so a caller can make broken packets on purpose. RangeError is thrown only for values that cannot be
 * encoded: a text above 65,535 bytes, a lone surrogate, a number that does not fit, a missing packet
 * identifier above QoS 0.
 */
export function encode(packet: Packet, version: ProtocolVersion): Uint8Array {
  return quickEncode(packet, version) ?? encodeByWriter(packet, version);
}

/** Does the same without the fast path. */
export function encodeByWriter(packet: Packet, version: ProtocolVersion): Uint8Array {
  const writer = new PacketWriter(packet.type === 'publish' ? publishSize(packet) : 64);
  writeBody(writer, packet, version);
  return writer.finish((packetTypeNumber(packet.type) << 4) | headerFlags(packet, version));
}

function headerFlags(packet: Packet, version: ProtocolVersion): number {
  const { type } = packet;
  if (type === 'publish') {
    return (packet.dup ? 8 : 0) | (packet.qos << 1) | (packet.retain ? 1 : 0);
  }
  if (type === 'pubrel' || type === 'subscribe' || type === 'unsubscribe') {
    return version === 3 && packet.dup ? 10 : 2;
  }
  return 0;
}

function writeBody(writer: PacketWriter, packet: Packet, version: ProtocolVersion): void {
  const isV5 = version === 5;
  switch (packet.type) {
    case 'connect':
      writeConnect(writer, packet, isV5);
      return;
    case 'connack':
      writer.byte(packet.sessionPresent ? 1 : 0, 'Session present');
      writer.byte(packet.reasonCode, 'Reason code');
      if (isV5) writeProperties(writer, packet.properties);
      return;
    case 'publish':
      writePublish(writer, packet, isV5);
      return;
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      writer.uint16(packet.packetId, 'Packet identifier');
      if (isV5) writeReason(writer, packet);
      return;
    case 'subscribe':
      writeSubscribe(writer, packet, isV5);
      return;
    case 'suback':
    case 'unsuback':
      writer.uint16(packet.packetId, 'Packet identifier');
      if (isV5) writeProperties(writer, packet.properties);
      if (!isV5 && packet.type === 'unsuback') return;
      for (const code of packet.reasonCodes) writer.byte(code, 'Reason code');
      return;
    case 'unsubscribe':
      writer.uint16(packet.packetId, 'Packet identifier');
      if (isV5) writeProperties(writer, packet.properties);
      for (const filter of packet.filters) writer.text(filter, 'Topic filter');
      return;
    case 'disconnect':
    case 'auth':
      if (isV5) writeReason(writer, packet);
      return;
    case 'pingreq':
    case 'pingresp':
  }
}

/** Writes an absent reason code only if properties follow it. */
function writeReason(
  writer: PacketWriter,
  packet: AckPacket | DisconnectPacket | AuthPacket,
): void {
  if (packet.reasonCode === undefined && packet.properties === undefined) return;
  writer.byte(packet.reasonCode ?? 0, 'Reason code');
  if (packet.properties) writeProperties(writer, packet.properties);
}

function writeConnect(writer: PacketWriter, packet: ConnectPacket, isV5: boolean): void {
  const { will, userName, password } = packet;
  writer.text(packet.protocolName, 'Protocol name');
  writer.byte(packet.protocolLevel, 'Protocol version');
  let flags = packet.cleanStart ? 0x02 : 0;
  if (will) flags |= 0x04 | (will.qos << 3) | (will.retain ? 0x20 : 0);
  if (password) flags |= 0x40;
  if (userName !== undefined) flags |= 0x80;
  writer.byte(flags, 'Connect flags');
  writer.uint16(packet.keepAlive, 'Keep alive');
  if (isV5) writeProperties(writer, packet.properties);
  writer.text(packet.clientId, 'Client identifier');
  if (will) {
    if (isV5) writeProperties(writer, will.properties);
    writer.text(will.topic, 'Will topic');
    writer.binary(will.payload, 'Will payload');
  }
  if (userName !== undefined) writer.text(userName, 'User name');
  if (password) writer.binary(password, 'Password');
}

/** An estimate; the writer grows if it is too small. */
function publishSize(packet: PublishPacket): number {
  return packet.topic.length + packet.payload.length + 8 + 32 * packet.properties.length;
}

function writePublish(writer: PacketWriter, packet: PublishPacket, isV5: boolean): void {
  writer.text(packet.topic, 'Topic name');
  if (packet.qos > 0) {
    if (packet.packetId === undefined) {
      throw new RangeError('A PUBLISH above QoS 0 needs a packet identifier.');
    }
    writer.uint16(packet.packetId, 'Packet identifier');
  }
  if (isV5) writeProperties(writer, packet.properties);
  writer.raw(packet.payload);
}

function writeSubscribe(writer: PacketWriter, packet: SubscribePacket, isV5: boolean): void {
  writer.uint16(packet.packetId, 'Packet identifier');
  if (isV5) writeProperties(writer, packet.properties);
  for (const subscription of packet.subscriptions) {
    writer.text(subscription.filter, 'Topic filter');
    const options = isV5
      ? (subscription.retainHandling << 4) |
        (subscription.retainAsPublished ? 8 : 0) |
        (subscription.noLocal ? 4 : 0)
      : 0;
    writer.byte(options | subscription.qos, 'Subscription options');
  }
}
