/** Reads the parts of a PUBLISH that the engine needs on arrival (3.3), without decoding all of it. */

import { decodeUtf8 } from '../../../base/utf8.ts';
import { readVarint } from '../../../base/varint.ts';
import { decode } from '../../../mqtt/codec/decode.ts';
import { peekPublish } from '../../../mqtt/framing/peek.ts';
import { propertyEnd } from '../../../mqtt/framing/propertyEnd.ts';
import type { ProtocolVersion, Sender } from '../../../mqtt/tables/packet.ts';
import { packetSizeAt } from '../../../mqtt/tables/packetSize.ts';
import { PROPERTIES, type PropertyFormat } from '../../../mqtt/tables/properties.ts';
import { KnownProperties, type PropertiesRead, type ReplyPlaces } from './knownProperties.ts';

export interface PublishShape {
  /** Bytes from the packet's beginning. An empty topic name has `topicStart === topicEnd`. */
  readonly topicStart: number;
  readonly topicEnd: number;
  /** 0 at QoS 0. */
  readonly packetId: number;
  readonly payloadStart: number;
  /** 0: none. */
  readonly topicAlias: number;
  readonly contentType: string | undefined;
  /** Seconds; undefined: none. */
  readonly messageExpiry: number | undefined;
  /** True if the payload format indicator is UTF-8. */
  readonly payloadIsText: boolean;
  /** True if it has a subscription identifier. */
  readonly hasIdentifier: boolean;
  /** True if it has a property other than a topic alias. */
  readonly hasProperties: boolean;
  /** Response topic and correlation data; undefined if it has neither. */
  readonly reply: ReplyPlaces | undefined;
  /** True if it has an expiry, a UTF-8 indicator or a subscription identifier, and needs the full checks. */
  readonly isSpecial: boolean;
  /** Readable, but violates a rule. */
  readonly breaksRule: boolean;
}

/**
 * Reads positions of topic name and packet identifier, and checks the order of properties. Undefined for a
 * packet without a meaning: cut off, QoS 3, unreadable properties.
 */
export function publishShape(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
  sender: Sender,
  known: KnownProperties = new KnownProperties(),
): PublishShape | undefined {
  const parts = peekPublish(bytes);
  if (parts === undefined || parts.qos === 3 || !isWhole(bytes)) return undefined;
  const read = version === 5 ? propertiesAt(bytes, parts.bodyOffset, sender, known) : NO_PROPERTIES;
  if (read === undefined) return undefined;
  const packetId = parts.packetId ?? 0;
  // Written out, because spreading objects would cost more than everything else.
  return {
    topicStart: parts.topicOffset,
    topicEnd: parts.topicOffset + parts.topicLength,
    packetId,
    payloadStart: parts.bodyOffset + read.length,
    topicAlias: read.aliasAt === 0 ? 0 : uint16(bytes, parts.bodyOffset + read.aliasAt),
    contentType: read.contentType,
    messageExpiry: read.messageExpiry,
    payloadIsText: read.payloadIsText,
    hasIdentifier: read.hasIdentifier,
    hasProperties: read.length > (read.aliasAt === 0 ? 1 : ONLY_ALIAS),
    reply: read.reply && movedBy(parts.bodyOffset, read.reply),
    isSpecial: read.isSpecial,
    breaksRule: read.breaksRule || (parts.qos === 0 ? parts.dup : packetId === 0),
  };
}

function movedBy(offset: number, places: ReplyPlaces): ReplyPlaces {
  return {
    topicStart: offset + places.topicStart,
    topicEnd: offset + places.topicEnd,
    dataStart: offset + places.dataStart,
    dataEnd: offset + places.dataEnd,
  };
}

/** Properties have many rules. The strict decoder checks them, once for repeated ones. */
function propertiesAt(
  bytes: Uint8Array,
  from: number,
  sender: Sender,
  known: KnownProperties,
): PropertiesRead | undefined {
  if (bytes[from] === 0) return EMPTY_PROPERTIES;
  const seen = known.find(bytes, from, sender);
  if (seen !== undefined) return seen;
  const read = readProperties(bytes, from);
  if (read === undefined) return undefined;
  if (!decode(bytes, 5, sender).ok) return { ...read, breaksRule: true };
  known.add(bytes.slice(from, from + read.length), sender, read);
  return read;
}

/** Bytes of properties that are a topic alias. */
const ONLY_ALIAS = 4;
const NO_PROPERTIES: PropertiesRead = {
  length: 0,
  aliasAt: 0,
  contentType: undefined,
  messageExpiry: undefined,
  payloadIsText: false,
  hasIdentifier: false,
  reply: undefined,
  isSpecial: false,
  breaksRule: false,
};
const EMPTY_PROPERTIES: PropertiesRead = { ...NO_PROPERTIES, length: 1 };

const NO_REPLY: ReplyPlaces = { topicStart: 0, topicEnd: 0, dataStart: 0, dataEnd: 0 };

const FORMATS = new Map<number, PropertyFormat>(
  Object.values(PROPERTIES)
    .filter((row) => row.places.some((place) => place === 'publish'))
    .map((row) => [row.id, row.format]),
);

function readProperties(bytes: Uint8Array, from: number): PropertiesRead | undefined {
  const length = readVarint(bytes, from, bytes.length);
  if (typeof length === 'string') return undefined;
  const start = from + length.length;
  const end = start + length.value;
  if (end > bytes.length) return undefined;
  let aliasAt = 0;
  let contentType: string | undefined;
  let messageExpiry: number | undefined;
  let payloadIsText = false;
  let hasIdentifier = false;
  let reply = NO_REPLY;
  for (let at = start; at < end; ) {
    const id = bytes[at] ?? 0;
    const value = at + 1;
    const next = valueEnd(bytes, value, end, FORMATS.get(id));
    if (next === undefined) return undefined;
    if (id === PROPERTIES.topicAlias.id) {
      aliasAt = value - from;
    } else if (id === PROPERTIES.contentType.id) {
      contentType = decodeUtf8(bytes.subarray(value + 2, next));
    } else if (id === PROPERTIES.messageExpiryInterval.id) {
      messageExpiry = uint16(bytes, value) * 65_536 + uint16(bytes, value + 2);
    } else if (id === PROPERTIES.payloadFormatIndicator.id) {
      payloadIsText = bytes[value] === 1;
    } else if (id === PROPERTIES.subscriptionIdentifier.id) {
      hasIdentifier = true;
    } else if (id === PROPERTIES.responseTopic.id) {
      reply = { ...reply, topicStart: value + 2 - from, topicEnd: next - from };
    } else if (id === PROPERTIES.correlationData.id) {
      reply = { ...reply, dataStart: value + 2 - from, dataEnd: next - from };
    }
    at = next;
  }
  return {
    length: end - from,
    aliasAt,
    contentType,
    messageExpiry,
    payloadIsText,
    hasIdentifier,
    reply: reply === NO_REPLY ? undefined : reply,
    isSpecial: messageExpiry !== undefined || payloadIsText || hasIdentifier,
    breaksRule: false,
  };
}

/** End of a property's value; undefined if it cannot be read. */
function valueEnd(
  bytes: Uint8Array,
  at: number,
  end: number,
  format: PropertyFormat | undefined,
): number | undefined {
  const next = format === undefined ? undefined : propertyEnd(bytes, at, format);
  return next === undefined || next > end ? undefined : next;
}

/** True if the remaining length (2.1.4) equals the number of bytes, as in a packet from a framer. */
function isWhole(bytes: Uint8Array): boolean {
  return packetSizeAt(bytes, 0, bytes.length) === bytes.length;
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
