/** PUBLISH (3.3) and its acknowledgements (3.4 to 3.7). */

import { findUtf8Error } from '../../base/utf8.ts';
import { plainBreach } from '../statements/breaches.ts';
import type { Rule } from '../statements/rule.ts';
import { RULES } from '../statements/rules.ts';
import { HEADER_FIELDS, PUBLISH_FIELDS, REASON_FIELDS } from '../tables/fieldKinds.ts';
import type { AckPacket, PublishPacket } from '../tables/packet.ts';
import { propertyValue } from '../tables/properties.ts';
import { isReasonCodeValid } from '../tables/reasonCodes.ts';
import { topicNameError } from '../tables/topics.ts';
import { reasonMeaning } from '../tables/valueMeanings.ts';
import type { PacketReader } from './reader.ts';
import type { FixedHeader } from './readHeader.ts';
import { readProperties } from './readProperties.ts';

export type TopicAliasLookup = (alias: number) => string | undefined;

const TOPIC_NAME = {
  group: PUBLISH_FIELDS.topicName,
  length: PUBLISH_FIELDS.topicLength,
  content: PUBLISH_FIELDS.topic,
};

export function readPacketId(reader: PacketReader): number {
  const at = reader.position;
  const packetId = reader.uint16(HEADER_FIELDS.packetId);
  if (packetId === 0) reader.breach(RULES.packetId, plainBreach('packet-id-zero'), at, 2);
  return packetId;
}

export function readPublish(
  reader: PacketReader,
  header: FixedHeader,
  topicAlias?: TopicAliasLookup,
): PublishPacket {
  const topicAt = reader.position;
  const topic = reader.text(TOPIC_NAME);
  const topicLength = reader.position - topicAt;
  // The bits and not `header.qos`, because the forbidden QoS 3 probably has an identifier.
  const hasPacketId = ((reader.bytes[0] ?? 0) & 0x06) !== 0;
  const packetId = hasPacketId ? readPacketId(reader) : undefined;
  const properties = readProperties(reader, 'publish');
  const alias = propertyValue(properties, 'topicAlias');
  if (topic === '' && alias !== undefined) {
    if (topicAlias) showAlias(reader, alias, topicAlias);
  } else if (topic !== undefined) {
    judgeTopic(reader, topic, topicAt, topicLength);
  }
  const payloadAt = reader.position;
  const payload = reader.rest(PUBLISH_FIELDS.payload);
  if (reader.tree && propertyValue(properties, 'payloadFormatIndicator') === 1) {
    judgePayload(reader, payload, payloadAt);
  }
  return {
    type: 'publish',
    dup: header.dup,
    qos: header.qos,
    retain: header.retain,
    topic: topic ?? '',
    ...(packetId === undefined ? {} : { packetId }),
    properties,
    payload,
  };
}

function judgeTopic(reader: PacketReader, topic: string, at: number, length: number): void {
  if (topic === '') {
    const key = reader.version === 5 ? 'topic-empty-without-alias' : 'topic-empty';
    reader.breach(RULES.topicEmpty, { key, args: {} }, at, length);
    return;
  }
  const why = topicNameError(topic);
  if (why) reader.breach(RULES.topicWildcard, { key: 'topic', args: { why } }, at, length);
}

function judgePayload(reader: PacketReader, payload: Uint8Array, at: number): void {
  const error = findUtf8Error(payload);
  if (!error) return;
  const breach = { key: 'payload-not-utf8', args: { error: error.kind } } as const;
  reader.breach(RULES.payloadFormat, breach, at + error.position, 1);
}

/** Adds a derived field, because no byte of this packet states the topic. */
function showAlias(reader: PacketReader, alias: number, topicAlias: TopicAliasLookup): void {
  if (alias === 0) return;
  const topic = topicAlias(alias);
  if (topic === undefined) {
    const breach = { key: 'alias-not-set', args: { alias } } as const;
    reader.breach(RULES.topicAliasUnknown, breach, reader.position, 0);
  }
  reader.tree?.add(PUBLISH_FIELDS.topicBehindAlias, topic ?? null, reader.position, 0, {
    meaning: topic === undefined ? { key: 'unknown-alias', args: { alias } } : undefined,
  });
}

const CODE_RULES = {
  puback: RULES.pubackCode,
  pubrec: RULES.pubrecCode,
  pubrel: RULES.pubrelCode,
  pubcomp: RULES.pubcompCode,
  disconnect: RULES.disconnectCode,
  auth: RULES.authCode,
} as const satisfies Record<string, Rule>;

/** Reads the reason code of a packet that has only one. */
export function readReasonCode(reader: PacketReader, type: keyof typeof CODE_RULES): number {
  const at = reader.position;
  const code = reader.byte(REASON_FIELDS[type], (value) => reasonMeaning(type, value, 5));
  if (!isReasonCodeValid(type, code, 5)) {
    const args = { packet: type, code, called: 'reason code' } as const;
    reader.breach(CODE_RULES[type], { key: 'no-such-code', args }, at, 1);
  }
  return code;
}

/** A reason code or properties that the sender left out are absent in the packet. */
export function readAck(
  reader: PacketReader,
  type: AckPacket['type'],
  header: FixedHeader,
): AckPacket {
  const packetId = readPacketId(reader);
  const packet = { type, packetId };
  if (reader.version < 5) {
    const isRepeated = reader.version === 3 && type === 'pubrel' && header.dup;
    return isRepeated ? { ...packet, dup: true } : packet;
  }
  if (reader.remaining === 0) return packet;
  const reasonCode = readReasonCode(reader, type);
  if (reader.remaining === 0) return { ...packet, reasonCode };
  return { ...packet, reasonCode, properties: readProperties(reader, type) };
}
