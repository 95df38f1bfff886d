/** What in a packet looks like the beginning of another that has a secret. */
import { headerLength, peekPublish, peekType } from '../framing/peek.ts';

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
/** How others begin, behind a byte that texts do not have: with the length of a protocol's name. */
const MQTT = [4, ...ascii('MQTT')] as const;
const MQISDP = [6, ...ascii('MQIsdp')] as const;
/** Of MQTT, a bridge's mark (0x80) left out. */
const LEVELS: ReadonlySet<number | undefined> = new Set([3, 4, 5]);
/** A request's first line ends with the version, `HTTP/1.1`, and a carriage return. */
const PROTOCOL = ascii('http/');
const VERSION_LENGTH = 3;
const RETURN = 0x0d;
/** The properties that AUTH has: the method, and behind it the data. */
const [METHOD, DATA] = [0x15, 0x16];

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

/** As the lines of a request over HTTP have it. */
export function isText(byte: number): boolean {
  return isPrintable(byte) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** From so many bytes on it is worth more to look at four at once. */
const LONG = 64;

/** None of its four bytes is below 0x20. */
const areAbove = (word: number): boolean => ((word - 0x20202020) & ~word & 0x80808080) === 0;

/**
 * Where a CONNECT, a request of HTTP or authentication data begins; undefined: there is none. In one
 * pass, because most packets are looked at.
 */
export function lookAlike(bytes: Uint8Array, orSignIn = true): number | undefined {
  const { length } = bytes;
  const words = length < LONG ? undefined : new DataView(bytes.buffer, bytes.byteOffset, length);
  for (let at = 0; at < length; at += 1) {
    // Texts have none of the bytes that are looked for: as long as none is of them, by four.
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

/** Whether a CONNECT, a request of HTTP or authentication data begins in what is none by itself. */
export const holdsSecretOfAnother = (bytes: Uint8Array): boolean => lookAlike(bytes) !== undefined;

/**
 * Whether, behind its own beginning and before its message, there is what looks like another: a length
 * that is too long swallows it.
 * @param payload where a message begins
 */
export function holdsAnother(bytes: Uint8Array, payload = bytes.length): boolean {
  const type = peekType(bytes);
  const start = type === 'publish' ? topicOf(bytes) : headerLength(bytes);
  const before = bytes.subarray(type === 'connect' ? start + 2 : start, payload);
  const mayAuthenticate = type === 'connect' || type === 'connack' || type === 'auth';
  return lookAlike(before, !mayAuthenticate) !== undefined;
}

/** A topic may be the protocol's name, unless a level follows, as in a CONNECT. */
function topicOf(bytes: Uint8Array): number {
  const parts = peekPublish(bytes);
  if (parts === undefined) return 0;
  const { topicOffset, topicLength } = parts;
  const level = (bytes[topicOffset + topicLength] ?? 0) & 0x7f;
  return LEVELS.has(level) ? topicOffset - 2 : topicOffset;
}

/** In small letters or large ones. */
function endsRequest(bytes: Uint8Array, end: number): boolean {
  const from = end - VERSION_LENGTH - PROTOCOL.length;
  if (from < 0) return false;
  return PROTOCOL.every((byte, offset) => ((bytes[from + offset] ?? 0) | 0x20) === (byte | 0x20));
}

/** The first byte of the text that this one is in. */
function textAround(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && isText(bytes[start - 1] ?? 0)) start -= 1;
  return start;
}

/** The method's length may be wrong, as what brought them here is: its text ends where the data begin. */
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
