/** Reads single facts from whole packets cheaply. */

import { readVarint } from '../../base/varint.ts';
import type { PacketType, ProtocolVersion } from '../tables/packet.ts';
import { isProtocolVersion, packetTypeOf } from '../tables/packetNames.ts';
import { PROPERTIES, type PropertyFormat } from '../tables/properties.ts';
import { PUBLISH } from '../tables/typeNumbers.ts';
import { propertyEnd } from './propertyEnd.ts';

/** undefined for the reserved type 0 and for empty input. */
export function peekType(bytes: Uint8Array): PacketType | undefined {
  return packetTypeOf(bytes[0] ?? 0);
}

/** Lower half of the first byte. */
export function peekFlags(bytes: Uint8Array): number {
  return (bytes[0] ?? 0) & 0x0f;
}

/** Bytes of the fixed header, 2 to 5; 0 if the remaining length is malformed. */
export function headerLength(bytes: Uint8Array): number {
  if ((bytes[1] ?? 0x80) < 0x80) return 2;
  const length = readVarint(bytes, 1);
  return typeof length === 'string' ? 0 : 1 + length.length;
}

/** True if the remaining length ends in a byte that adds nothing (2.2.3). */
export function isPadded(bytes: Uint8Array): boolean {
  if ((bytes[1] ?? 0) < 0x80) return false;
  return bytes[headerLength(bytes) - 1] === 0;
}

/**
 * The version that a CONNECT announces, even if its protocol name is wrong or its level has the mark of a
 * bridge (0x80). undefined for any other level and any other packet.
 */
export function connectVersion(bytes: Uint8Array): ProtocolVersion | undefined {
  if (((bytes[0] ?? 0) & 0xf0) !== 0x10) return undefined;
  const start = headerLength(bytes);
  if (start === 0) return undefined;
  const nameLength = (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0);
  const level = (bytes[start + 2 + nameLength] ?? 0) & 0x7f;
  return isProtocolVersion(level) ? level : undefined;
}

/** Content of a CONNECT up to the version: length of the protocol name, and the name. */
const PROTOCOL_NAMES = [
  [0, 4, 0x4d, 0x51, 0x54, 0x54] as const,
  [0, 6, 0x4d, 0x51, 0x49, 0x73, 0x64, 0x70] as const,
];

/**
 * Bytes of the fixed header, and of the protocol name and version of a CONNECT. They are the same in all
 * packets of a kind, so they contain no secret. 0: the fixed header is incomplete.
 */
export function commonLength(bytes: Uint8Array): number {
  const start = headerLength(bytes);
  if (start === 0 || bytes[0] !== 0x10) return start;
  const name = PROTOCOL_NAMES.find((one) => one.every((byte, at) => bytes[start + at] === byte));
  const end = start + (name?.length ?? 0);
  return name !== undefined && isProtocolVersion((bytes[end] ?? 0) & 0x7f) ? end + 1 : start;
}

/** The packet identifier of any packet; undefined if it has none or it is cut off. */
export function peekPacketId(bytes: Uint8Array): number | undefined {
  const type = (bytes[0] ?? 0) >> 4;
  if (type === 3) return peekPublish(bytes)?.packetId;
  if (type < 4 || type > 11) return undefined;
  const at = headerLength(bytes);
  const low = bytes[at + 1];
  return at === 0 || low === undefined ? undefined : (bytes[at] ?? 0) * 256 + low;
}

/** Positions of the parts of a PUBLISH: offsets from the packet's first byte, lengths in bytes. */
export interface PublishParts {
  /** 0 to 3: the bits, unchecked. */
  readonly qos: number;
  readonly dup: boolean;
  readonly retain: boolean;
  readonly topicOffset: number;
  readonly topicLength: number;
  readonly packetId: number | undefined;
  /** Start of the payload before MQTT 5, and of the property length in MQTT 5. */
  readonly bodyOffset: number;
}

/** undefined for another packet, or if the topic or packet identifier is incomplete. */
export function peekPublish(bytes: Uint8Array): PublishParts | undefined {
  const first = bytes[0] ?? 0;
  if (first >> 4 !== PUBLISH) return undefined;
  const start = headerLength(bytes);
  if (start === 0 || start + 2 > bytes.length) return undefined;
  const topicLength = (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0);
  const topicOffset = start + 2;
  const topicEnd = topicOffset + topicLength;
  const qos = (first >> 1) & 0x03;
  const bodyOffset = qos === 0 ? topicEnd : topicEnd + 2;
  if (bodyOffset > bytes.length) return undefined;
  return {
    qos,
    dup: (first & 0x08) !== 0,
    retain: (first & 0x01) !== 0,
    topicOffset,
    topicLength,
    packetId: qos === 0 ? undefined : (bytes[topicEnd] ?? 0) * 256 + (bytes[topicEnd + 1] ?? 0),
    bodyOffset,
  };
}

const FORMATS: ReadonlyMap<number, PropertyFormat> = new Map(
  Object.values(PROPERTIES).map(({ id, format }) => [id, format]),
);

/**
 * The topic alias of an MQTT 5 PUBLISH, unchecked; undefined if there is none or the bytes before it are
 * unreadable.
 */
export function peekTopicAlias(
  bytes: Uint8Array,
  { bodyOffset }: PublishParts,
): number | undefined {
  const length = readVarint(bytes, bodyOffset);
  if (typeof length === 'string') return undefined;
  const end = bodyOffset + length.length + length.value;
  for (let at = bodyOffset + length.length; at < end; ) {
    const id = bytes[at] ?? 0;
    const format = FORMATS.get(id);
    const next = format && propertyEnd(bytes, at + 1, format);
    if (next === undefined || next > bytes.length) return undefined;
    if (id === PROPERTIES.topicAlias.id) return (bytes[at + 1] ?? 0) * 256 + (bytes[at + 2] ?? 0);
    at = next;
  }
  return undefined;
}

/** Offset of the payload of a PUBLISH, after the properties in MQTT 5; undefined if they are malformed. */
export function payloadOffset(
  bytes: Uint8Array,
  parts: PublishParts,
  version: ProtocolVersion,
): number | undefined {
  if (version < 5) return parts.bodyOffset;
  const length = readVarint(bytes, parts.bodyOffset);
  if (typeof length === 'string') return undefined;
  const offset = parts.bodyOffset + length.length + length.value;
  return offset > bytes.length ? undefined : offset;
}

/** A view of the payload of a PUBLISH; undefined for another packet, or if its start is unknown. */
export function peekPayload(
  bytes: Uint8Array,
  version: ProtocolVersion = 4,
): Uint8Array | undefined {
  const parts = peekPublish(bytes);
  const offset = parts && payloadOffset(bytes, parts, version);
  return offset === undefined ? undefined : bytes.subarray(offset);
}

/**
 * Offset of the payload in the PUBLISH from `from` up to, but not including, `to`; -1 if `peekPayload`
 * returns none. Allocates nothing, because filters call it for every packet.
 */
export function payloadStart(
  bytes: Uint8Array,
  from: number,
  to: number,
  version: ProtocolVersion,
): number {
  const body = publishBody(bytes, from, to);
  if (body < 0 || version < 5) return body;
  if (body >= to) return -1;
  const low = bytes[body] ?? 0;
  if (low < 0x80) return body + 1 + low > to ? -1 : body + 1 + low;
  const length = readVarint(bytes, body, to);
  if (typeof length === 'string') return -1;
  const start = body + length.length + length.value;
  return start > to ? -1 : start;
}

/**
 * Offset of the properties in MQTT 5 and of the payload before; -1 if this is not a PUBLISH or it is cut off.
 */
function publishBody(bytes: Uint8Array, from: number, to: number): number {
  const first = bytes[from] ?? 0;
  if (from + 1 >= to || first >> 4 !== PUBLISH) return -1;
  let at = from + 2;
  while ((bytes[at - 1] ?? 0) >= 0x80) {
    if (at >= to || at > from + 4) return -1;
    at += 1;
  }
  if (at + 2 > to) return -1;
  at += 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) + ((first & 6) === 0 ? 0 : 2);
  return at > to ? -1 : at;
}
