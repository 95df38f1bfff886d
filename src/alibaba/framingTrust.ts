/**
 * Whether what looks like packets are packets. Where that is not sure, nobody can tell where a secret
 * lies: a CONNECT whose remaining length is too short leaves its password behind as something else.
 */
import type { PacketProblem } from '../mqtt/dissection.ts';
import type { Sender } from '../mqtt/packet.ts';
import { headerLength, peekPublish, peekType } from '../mqtt/peek.ts';

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** What shows that the packet's own lengths do not agree: where it ends is as doubtful as what is in it. */
const WRONG_LENGTHS: ReadonlySet<string> = new Set([
  'packetSize',
  'truncated',
  'trailing',
  'propertyLength',
  'utf8',
  'utf8Zero',
  'direction',
]);

/** Packets after the last doubt that show where packets begin: they are overwritten themselves. */
const FOUND_AFTER = 2;

/**
 * Secrets travel from clients, and in answers over HTTP, which no packet begins as: a malformed packet
 * of a server is one to look at, unless it can be none.
 */
export function isDoubtful(
  bytes: Uint8Array,
  problems: readonly PacketProblem[],
  sender: Sender,
): boolean {
  const type = peekType(bytes);
  // Who sent it is a guess where the beginning is missing: what HTTP leaves there is text.
  if (type === 'publish' && peekPublish(bytes) === undefined && bytes.every(isText)) return true;
  const isOfConnect = type === 'connect' || type === 'auth';
  const has = (rule: string) => problems.some((one) => one.rule === rule);
  const hasWrongLength = problems.some(
    ({ rule, severity }) =>
      (isOfConnect && rule !== 'direction' && severity === 'malformed') ||
      (rule !== undefined && WRONG_LENGTHS.has(rule) && !(isOfConnect && rule === 'direction')),
  );
  if (holdsAnother(bytes) || has('reservedType')) return true;
  if (sender === 'client' || isOfConnect) return hasWrongLength || has('reservedHeaderFlags');
  // Wrong flags alone are a server's mistake; an answer of HTTP has no right lengths either.
  return hasWrongLength && has('reservedHeaderFlags');
}

/** As the lines of a request over HTTP have it. */
function isText(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** What a log knows of a packet: it came where framing was lost, no packet could be cut, it is masked already. */
interface Known {
  readonly lost: boolean;
  readonly unframed: boolean;
  readonly masked: boolean;
}

/** Of a packet that a log holds. */
export function trustOf(
  bytes: Uint8Array,
  problems: readonly PacketProblem[],
  sender: Sender,
  { lost, unframed, masked }: Known,
): Trust {
  if (masked) return 'good';
  if (lost) return 'lost';
  if (unframed) return mayHideText(bytes, sender) ? 'lost' : 'good';
  return isDoubtful(bytes, problems, sender) ? 'doubtful' : 'good';
}

/** No secret is shorter. */
const SHORTEST_TEXT = 4;

/** Of bytes that cannot be cut: what broke a server's framing is there to be looked at, unless there is text in it. */
function mayHideText(bytes: Uint8Array, sender: Sender): boolean {
  if (sender === 'client') return true;
  let run = 0;
  return bytes.some((byte) => {
    run = isText(byte) ? run + 1 : 0;
    return run === SHORTEST_TEXT;
  });
}

/** What is overwritten of what is no packet for sure. */
export function doubtedRanges(bytes: Uint8Array, trust: 'doubtful' | 'lost'): readonly ByteRange[] {
  return trust === 'lost' ? rangeFrom(0, bytes) : behindHeader(bytes);
}

/** Everything behind the fixed header: the packet stays what it was cut as. */
function behindHeader(bytes: Uint8Array): readonly ByteRange[] {
  const offset = Math.min(headerLength(bytes), bytes.length);
  return rangeFrom(offset, bytes);
}

function rangeFrom(offset: number, bytes: Uint8Array): readonly ByteRange[] {
  return offset < bytes.length ? [{ offset, length: bytes.length - offset }] : [];
}

/** Of a packet: it is one; its lengths do not agree; it lies where nobody knows that packets begin. */
export type Trust = 'good' | 'doubtful' | 'lost';

/** One stream, both directions. */
export class FramingTrust {
  /** Packets that have to be good until it is known again where packets begin. */
  readonly #missing = { client: 0, server: 0 };

  isLost(sender: Sender): boolean {
    return this.#missing[sender] > 0;
  }

  /** What comes next begins a packet for sure: not by its bytes alone. */
  found(sender: Sender): void {
    this.#missing[sender] = 0;
  }

  /** Takes the packet, or what looks like one, that comes next. */
  next(sender: Sender, isDoubtfulNow: boolean): Trust {
    const wasLost = this.#missing[sender] > 0;
    if (isDoubtfulNow) this.#missing[sender] = FOUND_AFTER;
    else if (wasLost) this.#missing[sender] -= 1;
    if (wasLost) return 'lost';
    return isDoubtfulNow ? 'doubtful' : 'good';
  }
}

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
/** How others begin, behind a byte that texts do not have: with the length of a protocol's name. */
const MQTT = [4, ...ascii('MQTT')] as const;
const MQISDP = [6, ...ascii('MQIsdp')] as const;
/** A request's first line ends with the version's last digit and a carriage return. */
const REQUEST = ascii('HTTP/1.');
const RETURN = 0x0d;
/** The properties that AUTH has: the method, and behind it the data. */
const [METHOD, DATA] = [0x15, 0x16];

/** Whether, behind its own beginning, there is what looks like another: a length that is too long swallows it. */
function holdsAnother(bytes: Uint8Array): boolean {
  const type = peekType(bytes);
  const start = type === 'connect' ? headerLength(bytes) + 2 : 0;
  return holdsBeginning(bytes.subarray(start), type === 'publish');
}

/** Whether a CONNECT, a request of HTTP or authentication data begins in what is none by itself. */
export function holdsSecretOfAnother(bytes: Uint8Array): boolean {
  return holdsBeginning(bytes, true);
}

/** From so many bytes on it is worth more to look at four at once. */
const LONG = 64;

/** None of its four bytes is below 0x20. */
const areAbove = (word: number): boolean => ((word - 0x20202020) & ~word & 0x80808080) === 0;

/** In one pass, because most packets are looked at. */
function holdsBeginning(bytes: Uint8Array, orSignIn: boolean): boolean {
  const { length } = bytes;
  const words = length < LONG ? undefined : new DataView(bytes.buffer, bytes.byteOffset, length);
  for (let at = 0; at < length; at += 1) {
    // Texts have none of the bytes that are looked for: as long as none is of them, by four.
    while (words !== undefined && at + 4 <= length && areAbove(words.getUint32(at))) at += 4;
    const byte = bytes[at] ?? 0;
    if (byte > METHOD) continue;
    if (byte === MQTT[0] && isAt(bytes, at, MQTT)) return true;
    if (byte === MQISDP[0] && isAt(bytes, at, MQISDP)) return true;
    if (byte === RETURN && isAt(bytes, at - REQUEST.length - 1, REQUEST)) return true;
    if (byte === METHOD && orSignIn && isSignIn(bytes, at)) return true;
  }
  return false;
}

function isSignIn(bytes: Uint8Array, at: number): boolean {
  const length = bytes[at + 1] === 0 ? (bytes[at + 2] ?? 0) : 0;
  if (length === 0 || bytes[at + 3 + length] !== DATA) return false;
  const method = bytes.subarray(at + 3, at + 3 + length);
  return method.every((byte) => byte >= 0x20 && byte < 0x7f);
}

function isAt(bytes: Uint8Array, from: number, wanted: readonly number[]): boolean {
  return from >= 0 && wanted.every((byte, offset) => bytes[from + offset] === byte);
}
