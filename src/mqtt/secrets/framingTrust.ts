/**
 * Whether what looks like packets are packets. Where that is not sure, nobody can tell where a secret
 * lies: a CONNECT whose remaining length is too short leaves its password behind as something else.
 */

import { readVarint } from '../../base/varint.ts';
import type { PacketProblem } from '../dissect/dissection.ts';
import { headerLength, payloadOffset, peekPublish, peekType } from '../framing/peek.ts';
import type { ProtocolVersion, Sender } from '../tables/packet.ts';
import { holdsAnother, holdsSecretOfAnother, isText } from './lookAlikes.ts';

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

/**
 * Secrets travel from clients, and in answers over HTTP, which no packet begins as: a malformed packet
 * of a server is one to look at, unless it can be none.
 */
export function isDoubtful(
  bytes: Uint8Array,
  problems: readonly PacketProblem[],
  sender: Sender,
  version: ProtocolVersion | undefined,
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
  if (has('reservedType')) return true;
  // What a whole message says is no sign of where packets begin.
  const payload = problems.length === 0 ? messageAt(bytes, version) : undefined;
  if (holdsAnother(bytes, payload)) return true;
  if (sender === 'client' || isOfConnect) return hasWrongLength || has('reservedHeaderFlags');
  // Wrong flags alone are a server's mistake; an answer of HTTP has no right lengths either.
  return hasWrongLength && has('reservedHeaderFlags');
}

/** Where the message of a PUBLISH begins that has as many bytes as it says. */
function messageAt(bytes: Uint8Array, version: ProtocolVersion | undefined): number | undefined {
  const parts = isCut(bytes) ? peekPublish(bytes) : undefined;
  return parts && payloadOffset(bytes, parts, version ?? 4);
}

/** Whether its remaining length is that of the bytes. */
export function isCut(bytes: Uint8Array): boolean {
  const short = bytes[1] ?? 0;
  if (short < 0x80) return 2 + short === bytes.length;
  const remaining = readVarint(bytes, 1);
  return typeof remaining !== 'string' && 1 + remaining.length + remaining.value === bytes.length;
}

/**
 * What a packet says of where others begin: its lengths may be wrong; they are right as far as it tells,
 * but its message looks like the beginning of another packet.
 */
export type Doubt = 'none' | 'message' | 'all';

export function doubtOf(
  bytes: Uint8Array,
  problems: readonly PacketProblem[],
  sender: Sender,
  version: ProtocolVersion | undefined,
): Doubt {
  if (isDoubtful(bytes, problems, sender, version)) return 'all';
  const payload = messageAt(bytes, version);
  const isOdd = payload !== undefined && holdsSecretOfAnother(bytes.subarray(payload));
  return isOdd ? 'message' : 'none';
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
  version: ProtocolVersion | undefined,
  { lost, unframed, masked }: Known,
): Trust {
  if (masked) return 'good';
  if (lost) return 'lost';
  if (unframed) return mayHideText(bytes, sender) ? 'lost' : 'good';
  return isDoubtful(bytes, problems, sender, version) ? 'doubtful' : 'good';
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

/** Bytes; one that was overwritten is not told from a good one: `**` may be its identifier. */
export const LONGEST_ANSWER = 4;

/**
 * What is overwritten of what is no packet for sure. Fixed headers stay: what was cut as packets can be
 * cut so again.
 */
export function doubtedRanges(bytes: Uint8Array, trust: 'doubtful' | 'lost'): readonly ByteRange[] {
  if (trust === 'doubtful') return behindHeader(bytes);
  if (isAnswer(bytes)) return [];
  return isCut(bytes) && bytes.length > LONGEST_ANSWER ? behindHeader(bytes) : rangeFrom(0, bytes);
}

/** First bytes of PUBACK to PUBCOMP, and of pings. */
const ACKNOWLEDGEMENTS: ReadonlySet<number | undefined> = new Set([0x40, 0x50, 0x62, 0x70]);
const PINGS: ReadonlySet<number | undefined> = new Set([0xc0, 0xd0]);

/** A good acknowledgement without properties, or a ping: there is no room for anything else. */
export function isAnswer(bytes: Uint8Array): boolean {
  const [first, remaining, high = 0, low = 0] = bytes;
  if (bytes.length === 2) return remaining === 0 && PINGS.has(first);
  return (
    bytes.length === LONGEST_ANSWER &&
    remaining === 2 &&
    high + low > 0 &&
    ACKNOWLEDGEMENTS.has(first)
  );
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
