/** What the engine must know of a PUBLISH on its arrival (3.3), without decoding all of it. */

import type { ProtocolVersion } from '../mqtt/packet.ts';
import { peekPublish } from '../mqtt/peek.ts';
import { PROPERTIES, type PropertyFormat } from '../mqtt/properties.ts';
import { decodeUtf8 } from '../mqtt/utf8.ts';
import { readVarint } from '../mqtt/varint.ts';

export interface PublishShape {
  /** Bytes from the packet's beginning; an empty topic name has `topicStart === topicEnd`. */
  readonly topicStart: number;
  readonly topicEnd: number;
  /** 0 at QoS 0. */
  readonly packetId: number;
  readonly payloadStart: number;
  /** 0: none. */
  readonly topicAlias: number;
  readonly contentType: string | undefined;
  /** Readable, but against a rule. */
  readonly breaksRule: boolean;
}

/**
 * A light look: topic name and packet identifier in their places, properties in order. Undefined
 * for a packet without a meaning: too short, QoS 3, properties that cannot be read.
 */
export function publishShape(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
): PublishShape | undefined {
  const parts = peekPublish(bytes);
  if (parts === undefined || parts.qos === 3) return undefined;
  const { qos, topicOffset: topicStart, bodyOffset: properties } = parts;
  const topicEnd = topicStart + parts.topicLength;
  const packetId = parts.packetId ?? 0;
  const breaksRule = qos === 0 ? parts.dup : packetId === 0;
  const shape = { topicStart, topicEnd, packetId, payloadStart: properties };
  if (version !== 5) return { ...shape, topicAlias: 0, contentType: undefined, breaksRule };
  if (bytes[properties] === 0) {
    const payloadStart = properties + 1;
    return { ...shape, payloadStart, topicAlias: 0, contentType: undefined, breaksRule };
  }
  const read = readProperties(bytes, properties);
  return read && { ...shape, ...read, breaksRule: breaksRule || read.breaksRule };
}

interface PropertiesRead {
  readonly payloadStart: number;
  readonly topicAlias: number;
  readonly contentType: string | undefined;
  readonly breaksRule: boolean;
}

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
  let topicAlias = 0;
  let contentType: string | undefined;
  let breaksRule = false;
  const seen = new Set<number>();
  for (let at = start; at < end; ) {
    const id = bytes[at] ?? 0;
    const value = at + 1;
    const next = valueEnd(bytes, value, end, FORMATS.get(id));
    if (next === undefined) return undefined;
    const mayRepeat =
      id === PROPERTIES.userProperty.id || id === PROPERTIES.subscriptionIdentifier.id;
    if (seen.has(id) && !mayRepeat) breaksRule = true;
    seen.add(id);
    if (id === PROPERTIES.topicAlias.id) {
      topicAlias = uint16(bytes, value);
      if (topicAlias === 0) breaksRule = true;
    } else if (id === PROPERTIES.contentType.id) {
      contentType = decodeUtf8(bytes.subarray(value + 2, next));
    } else if (id === PROPERTIES.payloadFormatIndicator.id && (bytes[value] ?? 0) > 1) {
      breaksRule = true;
    }
    at = next;
  }
  return { payloadStart: end, topicAlias, contentType, breaksRule };
}

/** Where a property's value ends; undefined where it cannot be read. */
function valueEnd(
  bytes: Uint8Array,
  at: number,
  end: number,
  format: PropertyFormat | undefined,
): number | undefined {
  const next = format === undefined ? undefined : unboundedEnd(bytes, at, end, format);
  return next === undefined || next > end ? undefined : next;
}

function unboundedEnd(
  bytes: Uint8Array,
  at: number,
  end: number,
  format: PropertyFormat,
): number | undefined {
  switch (format) {
    case 'byte':
      return at + 1;
    case 'uint16':
      return at + 2;
    case 'uint32':
      return at + 4;
    case 'varint': {
      const read = readVarint(bytes, at, end);
      return typeof read === 'string' ? undefined : at + read.length;
    }
    case 'binary':
      return at + 2 + uint16(bytes, at);
    case 'utf8':
      return textEnd(bytes, at, end);
    case 'pair': {
      const name = textEnd(bytes, at, end);
      return name === undefined ? undefined : textEnd(bytes, name, end);
    }
  }
}

function textEnd(bytes: Uint8Array, at: number, end: number): number | undefined {
  const next = at + 2 + uint16(bytes, at);
  return next > end || decodeUtf8(bytes.subarray(at + 2, next)) === undefined ? undefined : next;
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
