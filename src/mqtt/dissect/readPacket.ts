/** The grammar of control packets: the header, then the parts of each type. */

import { connectVersion, peekType } from '../framing/peek.ts';
import type { Packet, ProtocolVersion } from '../tables/packet.ts';
import { readConnack, readConnect } from './readConnect.ts';
import { readAuth, readDisconnect } from './readDisconnect.ts';
import type { PacketReader } from './reader.ts';
import { type FixedHeader, readHeader } from './readHeader.ts';
import { readAck, readPublish, type TopicAliasLookup } from './readPublish.ts';
import { readSuback, readSubscribe, readUnsuback, readUnsubscribe } from './readSubscribe.ts';

/**
 * A CONNECT states its own version. An unknown level, or a packet without a known version, is read as 3.1.1.
 */
export function versionToReadWith(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
): ProtocolVersion {
  if (peekType(bytes) === 'connect') return connectVersion(bytes) ?? 4;
  return version ?? 4;
}

/**
 * Reads the packet; the result is valid only if the reader found no malformed part. Problems are collected in
 * the reader.
 */
export function readPacket(
  reader: PacketReader,
  topicAlias?: TopicAliasLookup,
): Packet | undefined {
  const header = readHeader(reader);
  const packet = header && readBody(reader, header, topicAlias);
  reader.finish();
  return packet;
}

function readBody(
  reader: PacketReader,
  header: FixedHeader,
  topicAlias: TopicAliasLookup | undefined,
): Packet {
  switch (header.type) {
    case 'connect':
      return readConnect(reader);
    case 'connack':
      return readConnack(reader);
    case 'publish':
      return readPublish(reader, header, topicAlias);
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      return readAck(reader, header.type, header);
    case 'subscribe':
      return readSubscribe(reader, header);
    case 'suback':
      return readSuback(reader);
    case 'unsubscribe':
      return readUnsubscribe(reader, header);
    case 'unsuback':
      return readUnsuback(reader);
    case 'pingreq':
    case 'pingresp':
      return { type: header.type };
    case 'disconnect':
      return readDisconnect(reader);
    case 'auth':
      return readAuth(reader);
  }
}
