/** A fast path for the packets that make up nearly all traffic. */

import { decodeUtf8 } from '../../base/utf8.ts';
import { toQos } from '../dissect/readHeader.ts';
import type { AckPacket, ProtocolVersion, PublishPacket } from '../tables/packet.ts';
import { PUBLISH } from '../tables/typeNumbers.ts';

const NO_PROPERTIES: PublishPacket['properties'] = [];

/**
 * Decodes a valid PUBLISH without properties and the plain acknowledgements of four bytes. undefined means
 * that the reader must decode the packet. Both ways give the same result, which a test verifies.
 */
export function quickDecode(
  bytes: Uint8Array,
  version: ProtocolVersion,
): PublishPacket | AckPacket | undefined {
  const first = bytes[0] ?? 0;
  return first >> 4 === PUBLISH ? quickPublish(bytes, first, version) : quickAck(bytes);
}

/**
 * Decodes the short form of the acknowledgements of a PUBLISH (3.4 to 3.7). undefined for everything else,
 * including invalid packets.
 */
export function quickAck(bytes: Uint8Array): AckPacket | undefined {
  if (bytes.length !== 4 || bytes[1] !== 2) return undefined;
  const packetId = (bytes[2] ?? 0) * 256 + (bytes[3] ?? 0);
  if (packetId === 0) return undefined;
  switch (bytes[0] ?? 0) {
    case 0x40:
      return { type: 'puback', packetId };
    case 0x50:
      return { type: 'pubrec', packetId };
    case 0x62:
      return { type: 'pubrel', packetId };
    case 0x70:
      return { type: 'pubcomp', packetId };
    default:
      return undefined;
  }
}

/** Offset of the variable header if the remaining length is correct and in its shortest form. */
function bodyStart(bytes: Uint8Array): number {
  let length = 0;
  for (let at = 1; at <= 4; at++) {
    const byte = bytes[at] ?? 0;
    length += (byte & 0x7f) << (7 * (at - 1));
    if (byte >= 0x80) continue;
    const isShortest = byte > 0 || at === 1;
    return isShortest && at + 1 + length === bytes.length ? at + 1 : 0;
  }
  return 0;
}

function quickPublish(
  bytes: Uint8Array,
  first: number,
  version: ProtocolVersion,
): PublishPacket | undefined {
  const qosBits = (first >> 1) & 0x03;
  const dup = (first & 0x08) !== 0;
  if (qosBits === 3 || (dup && qosBits === 0)) return undefined;
  const start = bodyStart(bytes);
  if (start === 0) return undefined;
  const topicEnd = start + 2 + (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0);
  let at = qosBits === 0 ? topicEnd : topicEnd + 2;
  // A property length of 0 takes one byte.
  if (version === 5 && bytes[at++] !== 0) return undefined;
  if (at > bytes.length) return undefined;
  const topic = quickTopic(bytes, start + 2, topicEnd);
  if (topic === undefined) return undefined;
  const retain = (first & 0x01) !== 0;
  const payload = bytes.subarray(at);
  const properties = NO_PROPERTIES;
  if (qosBits === 0) return { type: 'publish', dup, qos: 0, retain, topic, properties, payload };
  const packetId = (bytes[topicEnd] ?? 0) * 256 + (bytes[topicEnd + 1] ?? 0);
  if (packetId === 0) return undefined;
  const qos = toQos(qosBits);
  return { type: 'publish', dup, qos, retain, topic, properties, payload, packetId };
}

/** Longer topics are not cached. */
const LONGEST_KNOWN = 128;
/** A power of two. */
const PLACES = 2048;
/**
 * Caches the last topic of each hash, because publishers repeat topics. All bytes are in one array: one array
 * for each topic would cost more than decoding where topics change often.
 */
const knownTexts: (string | undefined)[] = Array.from({ length: PLACES }, () => undefined);
const knownLengths = new Uint8Array(PLACES);
const knownBytes = new Uint8Array(PLACES * LONGEST_KNOWN);

/** undefined for an empty topic, for wildcards, U+0000 and ill-formed UTF-8. */
function quickTopic(bytes: Uint8Array, from: number, to: number): string | undefined {
  if (from === to) return undefined;
  if (to - from > LONGEST_KNOWN) return readTopic(bytes, from, to);
  let hash = 0;
  for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
  if (isKnown(place, bytes, from, to)) return knownTexts[place];
  const text = readTopic(bytes, from, to);
  if (text === undefined) return undefined;
  knownTexts[place] = text;
  knownLengths[place] = to - from;
  const start = place * LONGEST_KNOWN - from;
  for (let at = from; at < to; at++) knownBytes[start + at] = bytes[at] ?? 0;
  return text;
}

/** True if the topic is the one in this place of the cache. */
function isKnown(place: number, bytes: Uint8Array, from: number, to: number): boolean {
  if (knownLengths[place] !== to - from) return false;
  const start = place * LONGEST_KNOWN - from;
  for (let at = from; at < to; at++) if (bytes[at] !== knownBytes[start + at]) return false;
  return true;
}

function readTopic(bytes: Uint8Array, from: number, to: number): string | undefined {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === 0x23 || byte === 0x2b || byte === 0x00) return undefined;
  }
  return decodeUtf8(bytes.subarray(from, to));
}
