/** Finds bytes in a packet that look like the beginning of another one with a secret. */
import { headerLength, peekPublish, peekType } from '../framing/peek.ts';

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
/** The length and name of a protocol. The length is a byte that texts do not contain. */
const MQTT = [4, ...ascii('MQTT')] as const;
const MQISDP = [6, ...ascii('MQIsdp')] as const;
/** Protocol levels of MQTT without the mark of a bridge (0x80). */
const LEVELS: ReadonlySet<number | undefined> = new Set([3, 4, 5]);
/** The first line of a request ends with the version, `HTTP/1.1`, and a carriage return. */
const PROTOCOL = ascii('http/');
const VERSION_LENGTH = 3;
const RETURN = 0x0d;
/** The properties of AUTH: the method, then the data. */
const [METHOD, DATA] = [0x15, 0x16];

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

/** True for bytes of the lines of an HTTP request. */
export function isText(byte: number): boolean {
  return isPrintable(byte) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** Length from which comparing four bytes at once is faster. */
const LONG = 64;

/** True if all four bytes are at least 0x20. */
const areAbove = (word: number): boolean => ((word - 0x20202020) & ~word & 0x80808080) === 0;

/**
 * Offset of a CONNECT, an HTTP request or authentication data; undefined if there is none. Runs in one pass,
 * because it reads most packets.
 */
export function lookAlike(bytes: Uint8Array, orSignIn = true): number | undefined {
  const { length } = bytes;
  const words = length < LONG ? undefined : new DataView(bytes.buffer, bytes.byteOffset, length);
  for (let at = 0; at < length; at += 1) {
    // Texts contain none of the searched bytes: skips four at a time while that holds.
    while (words !== undefined && at + 4 <= length && areAbove(words.getUint32(at))) at += 4;
    const byte = bytes[at] ?? 0;
    if (byte > METHOD) continue;
    if (byte === MQTT[0] && isAt(bytes, at, MQTT)) return at;
    if (byte === MQISDP[0] && isAt(bytes, at, MQISDP)) return at;
    if (byte === RETURN && endsRequest(bytes, at)) return textAround(bytes, at);
    if (byte === METHOD && orSignIn && isSignIn(bytes, at)) return at;
  }
  return undefined;
}

/** True if a CONNECT, an HTTP request or authentication data begins inside bytes of another kind. */
export const holdsSecretOfAnother = (bytes: Uint8Array): boolean => lookAlike(bytes) !== undefined;

/**
 * True if bytes between the packet's own beginning and its message look like another packet: too large a
 * length swallows it.
 * @param payload offset of the message
 */
export function holdsAnother(bytes: Uint8Array, payload = bytes.length): boolean {
  const type = peekType(bytes);
  const start = type === 'publish' ? topicOf(bytes) : headerLength(bytes);
  const from = type === 'connect' ? start + 2 : start;
  // A topic and its message may share the first line of a request, up to its version.
  const before = bytes.subarray(from, payload + PROTOCOL.length + VERSION_LENGTH);
  const mayAuthenticate = type === 'connect' || type === 'connack' || type === 'auth';
  const found = lookAlike(before, !mayAuthenticate);
  return found !== undefined && from + found < payload;
}

/** A topic may be the protocol's name, unless a level follows it, as in a CONNECT. */
function topicOf(bytes: Uint8Array): number {
  const parts = peekPublish(bytes);
  if (parts === undefined) return 0;
  const { topicOffset, topicLength } = parts;
  const level = (bytes[topicOffset + topicLength] ?? 0) & 0x7f;
  return LEVELS.has(level) ? topicOffset - 2 : topicOffset;
}

/**
 * True if a message may be the rest of a CONNECT whose first byte or name has an error: the protocol name is
 * its topic, and texts contain no zero byte.
 */
export function isRestOfConnect(topic: string, payload: Uint8Array): boolean {
  if (topic.length > MQISDP.length) return false;
  const name = topic.replace(/\p{Cc}$/u, '');
  const read = name + String.fromCharCode(...payload.subarray(0, MQISDP.length));
  const isName = ['MQTT', 'MQIsdp'].some((one) => one.startsWith(name) && read.startsWith(one));
  return isName && payload.includes(0);
}

/** Ignores case. */
function endsRequest(bytes: Uint8Array, end: number): boolean {
  const from = end - VERSION_LENGTH - PROTOCOL.length;
  if (from < 0) return false;
  return PROTOCOL.every((byte, offset) => ((bytes[from + offset] ?? 0) | 0x20) === (byte | 0x20));
}

/** Start of the text that contains this offset. */
function textAround(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && isText(bytes[start - 1] ?? 0)) start -= 1;
  return start;
}

/**
 * The method's length may be wrong for the same reason that the data are here, so its text ends at the data.
 */
function isSignIn(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] !== 0) return false;
  const start = at + 3;
  let end = start;
  while (isPrintable(bytes[end] ?? 0)) end += 1;
  return end > start && bytes[end] === DATA;
}

function isAt(bytes: Uint8Array, from: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, offset) => bytes[from + offset] === byte);
}
