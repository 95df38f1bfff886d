/**
 * Recognises packets that are plainly packets although their boundary is uncertain: no bytes of a client
 * identifier, user name, password or HTTP message read like them.
 */

import { readVarint } from '../../base/varint.ts';
import {
  headerLength,
  type PublishParts,
  payloadOffset,
  peekPublish,
  peekType,
} from '../framing/peek.ts';
import { propertyEnd, textEnd } from '../framing/propertyEnd.ts';
import { PROPERTIES, type PropertyFormat } from '../tables/properties.ts';
import { isFailure } from '../tables/reasonCodes.ts';
import { isText } from './lookAlikes.ts';

const FORMATS: ReadonlyMap<number, PropertyFormat> = new Map(
  Object.values(PROPERTIES).map(({ id, format }) => [id, format]),
);

/** Upper half of a first byte with the flags that its type requires (2.1.3). */
export function areFlagsGood(first: number): boolean {
  const type = first >> 4;
  const flags = first & 0x0f;
  if (type === 3) return (flags & 0x06) !== 0x06;
  if (type === 0) return false;
  return flags === (type === 6 || type === 8 || type === 10 ? 2 : 0);
}

const isPrintable = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x20 && byte < 0x7f;

/** @param bytes a packet without problems */
export function isPlainPacket(bytes: Uint8Array): boolean {
  const type = peekType(bytes);
  if (type === 'publish') return !mayBeFields(bytes);
  // The other types that begin with a letter are answers.
  return bytes.length <= 4 || !isPrintable(bytes[0]) || !isPrintable(bytes[1]);
}

/** Fields and properties that are followed before the rest is accepted as possible. */
const MOST_STEPS = 32;
/** The shortest text that counts as a secret, and the length from which a length is also a letter. */
const [SHORTEST, LETTER] = [4, 0x20];

/**
 * True if a PUBLISH may be the end of a text, followed by fields of a CONNECT or AUTH: the topic and each
 * later field have their lengths, and a packet may begin after the last one. DUP at QoS 0 is not a PUBLISH
 * (3.3.1.1).
 */
function mayBeFields(bytes: Uint8Array): boolean {
  const parts = peekPublish(bytes);
  if (parts === undefined || (parts.dup && parts.qos === 0)) return true;
  if (mayBeCutJson(bytes, parts)) return true;
  const start = parts.topicOffset + parts.topicLength;
  // Perhaps only the type is wrong.
  if (!mayEndText(bytes)) return (bytes[1] ?? 0) >= 0x80 && holdsField(bytes, start, true);
  if (start === bytes.length) return isPrintable(bytes[1]) || bytes[1] === AUTHENTICATION_DATA;
  if (holdsField(bytes, payloadOffset(bytes, parts, 5) ?? start)) return true;
  const open = [start];
  for (let steps = 0; ; steps += 1) {
    const at = open.pop();
    if (at === undefined) return false;
    if (at === bytes.length || steps === MOST_STEPS || mayBegin(bytes, at)) return true;
    if (at + 2 > bytes.length) continue;
    if (isFieldAt(bytes, at)) return true;
    const field = textEnd(bytes, at);
    if (field <= bytes.length) open.push(field);
    const format = FORMATS.get(bytes[at] ?? 0);
    const property = format && propertyEnd(bytes, at + 1, format);
    if (property !== undefined && property <= bytes.length) open.push(property);
  }
}

const [BLANK, QUOTE] = [0x20, 0x22];

/**
 * True for text in which a string of JSON has no end: a message that is too short contains the beginning of
 * what follows, which may be the rest of another one.
 */
function mayBeCutJson(bytes: Uint8Array, { topicOffset, bodyOffset, qos }: PublishParts): boolean {
  const topicEnd = qos === 0 ? bodyOffset : bodyOffset - 2;
  // MQTT 5 has properties before the message.
  const message = bytes[bodyOffset] === 0 ? bodyOffset + 1 : bodyOffset;
  let quotes = 0;
  for (let at = topicOffset; at < bytes.length; at += 1) {
    if (at === topicEnd) at = message;
    const byte = bytes[at] ?? BLANK;
    if (byte === QUOTE) quotes += 1;
    else if (byte < 0x80 && !isText(byte)) return false;
  }
  return quotes % 2 === 1;
}

/** Properties of a secret, which may follow the last letter of its method. */
export const AUTHENTICATION_METHOD = PROPERTIES.authenticationMethod.id;
export const AUTHENTICATION_DATA = PROPERTIES.authenticationData.id;

/** Properties of CONNECT, its will and AUTH whose value has a length. */
const BEFORE_TEXT: ReadonlySet<number> = new Set([0x03, 0x08, 0x09, 0x15, 0x16, 0x1f, 0x26]);

/** True if the first byte may be the last letter of a text, by the bytes that follow. */
function mayEndText(bytes: Uint8Array): boolean {
  const [, second = 0, third = 0] = bytes;
  if (second >= 0x80) return third >= LETTER;
  return isPrintable(second) || BEFORE_TEXT.has(second);
}

/** True if a text with its length, such as a password, begins at the offset. Its end may be missing. */
function isFieldAt(bytes: Uint8Array, at: number): boolean {
  const length = bytes[at + 1] ?? 0;
  if (bytes[at] !== 0 || length < SHORTEST) return false;
  const text = bytes.subarray(at + 2, at + 2 + length);
  const isThere = text.length === length || (length < LETTER && text.length >= SHORTEST);
  return isThere && text.every(isPrintable);
}

/** @param isEnded no text follows the field */
function holdsField(bytes: Uint8Array, from: number, isEnded = false): boolean {
  for (let at = bytes.indexOf(0, from); at >= 0; at = bytes.indexOf(0, at + 1)) {
    const isClear =
      !isEnded || ((bytes[at + 1] ?? 0) < LETTER && !isPrintable(bytes[textEnd(bytes, at)]));
    if (isClear && isFieldAt(bytes, at)) return true;
  }
  return false;
}

/** CONNACK, SUBACK, UNSUBACK, PINGRESP: they never follow the secret of a client. */
const SERVER_TYPES: ReadonlySet<number> = new Set([2, 9, 11, 13]);

/** In MQTT 5, a reason code may follow the identifier: 0, 0x10, or an error from 0x80. */
function mayAcknowledge(bytes: Uint8Array, length: number): boolean {
  const code = bytes[headerLength(bytes) + 2] ?? 0;
  return length === 2 || (length > 2 && (code === 0 || code === 0x10 || isFailure(code)));
}

/** True if a packet may begin at the offset and its lengths allow it. */
function mayBegin(bytes: Uint8Array, at: number): boolean {
  if (!areFlagsGood(bytes[at] ?? 0)) return false;
  const rest = bytes.subarray(at);
  if (rest.length < 2) return true;
  const length = readVarint(rest, 1);
  if (typeof length === 'string') return rest.length < 5;
  const type = (rest[0] ?? 0) >> 4;
  if (SERVER_TYPES.has(type)) return false;
  if (type === 12) return length.value === 0;
  if (type >= 4 && type <= 7) return mayAcknowledge(rest, length.value);
  if (type !== 3 || rest.length < headerLength(rest) + 2) return true;
  return textEnd(rest, headerLength(rest)) <= headerLength(rest) + length.value;
}
