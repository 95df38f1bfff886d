/**
 * Decides if apparent packets are real. If that is uncertain, a secret may be anywhere: a CONNECT with too
 * short a remaining length leaves its password in the bytes that follow.
 */

import { oneCharacterEach } from '../../base/bytes.ts';
import { readVarint } from '../../base/varint.ts';
import type { PacketProblem } from '../dissect/dissection.ts';
import { commonLength, payloadOffset, peekPublish, peekType } from '../framing/peek.ts';
import type { PacketType, ProtocolVersion, Sender } from '../tables/packet.ts';
import { holdsAnother, holdsSecretOfAnother, isText } from './lookAlikes.ts';
import { isPlainPacket } from './plainPacket.ts';

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Rules that show inconsistent lengths inside a packet, which make its end as doubtful as its content. */
const WRONG_LENGTHS: ReadonlySet<string> = new Set([
  'packetSize',
  'truncated',
  'trailing',
  'propertyLength',
  'utf8',
  'utf8Zero',
  'direction',
]);

/** JSON: a name's end, unless it was cut off, and a value; or a string at the end of its object or list. */
const MEMBER = /(?:["\w]"|^)\s*:\s*["[{\d]|"\s*[}\]]/u;

/** True for bytes that may be the rest of a message with members, or of a text. */
export const mayBeRest = (bytes: Uint8Array): boolean =>
  bytes.every(isText) || MEMBER.test(oneCharacterEach(bytes));

/**
 * Secrets travel from clients, in HTTP answers, with which no packet begins, and in messages of platforms. Other
 * malformed packets of a server are shown, unless they cannot be packets.
 */
export function isDoubtful(
  bytes: Uint8Array,
  problems: readonly PacketProblem[],
  sender: Sender,
  version: ProtocolVersion | undefined,
): boolean {
  const type = peekType(bytes);
  // Without the beginning, the sender is a guess: the rest of an HTTP message is text.
  if (type === 'publish' && peekPublish(bytes) === undefined && bytes.every(isText)) return true;
  const isOfConnect = type === 'connect' || type === 'auth';
  const has = (rule: string) => problems.some((one) => one.rule === rule);
  const hasWrongLength = problems.some(
    ({ rule, severity }) =>
      (isOfConnect && rule !== 'direction' && severity === 'malformed') ||
      (rule !== undefined && WRONG_LENGTHS.has(rule) && !(isOfConnect && rule === 'direction')),
  );
  if (has('reservedType')) return true;
  const isMalformed = problems.some(({ severity }) => severity === 'malformed');
  // The length of a topic with a null character is hardly right.
  const hasTopic = peekPublish(bytes) !== undefined && !has('utf8Zero');
  if (isMalformed && !hasTopic && (mayBeRest(bytes) || has('direction'))) return true;
  // The content of a complete message is not evidence of packet boundaries.
  const payload = problems.length === 0 ? messageAt(bytes, version) : undefined;
  if (holdsAnother(bytes, payload)) return true;
  // Wrong flags do not affect the lengths.
  if (sender === 'client' || isOfConnect) {
    return hasWrongLength || (has('reservedHeaderFlags') && !isPlainPacket(bytes));
  }
  // Only wrong flags are a server's mistake; an HTTP answer has wrong lengths, too.
  return hasWrongLength && has('reservedHeaderFlags');
}

/** Offset of the message in a PUBLISH whose length is right. */
function messageAt(bytes: Uint8Array, version: ProtocolVersion | undefined): number | undefined {
  const parts = isCut(bytes) ? peekPublish(bytes) : undefined;
  return parts && payloadOffset(bytes, parts, version ?? 4);
}

/** True if its remaining length matches the bytes. */
export function isCut(bytes: Uint8Array): boolean {
  const short = bytes[1] ?? 0;
  if (short < 0x80) return 2 + short === bytes.length;
  const remaining = readVarint(bytes, 1);
  return typeof remaining !== 'string' && 1 + remaining.length + remaining.value === bytes.length;
}

/**
 * Doubts that a packet raises about packet boundaries. `all`: its lengths may be wrong. `message`: its
 * lengths are consistent, but its message looks like the beginning of another packet. `text`: its lengths are
 * consistent, but a topic is not UTF-8, as that of a client that sends Latin-1.
 */
export type Doubt = 'none' | 'text' | 'message' | 'all';

export function doubtOf(
  bytes: Uint8Array,
  problems: readonly PacketProblem[],
  sender: Sender,
  version: ProtocolVersion | undefined,
): Doubt {
  if (isDoubtful(bytes, problems, sender, version)) {
    return isOtherText(bytes, problems) ? 'text' : 'all';
  }
  const payload = messageAt(bytes, version);
  const isOdd = payload !== undefined && holdsSecretOfAnother(bytes.subarray(payload));
  return isOdd ? 'message' : 'none';
}

/** Types with topics. */
const WITH_TOPICS: ReadonlySet<PacketType | undefined> = new Set([
  'publish',
  'subscribe',
  'unsubscribe',
]);

/** True if only characters of topics are wrong, and no bytes with a secret read like the packet. */
function isOtherText(bytes: Uint8Array, problems: readonly PacketProblem[]): boolean {
  const hasOnlyText = problems.every(
    ({ rule, severity }) => severity !== 'malformed' || rule === 'utf8',
  );
  if (!hasOnlyText || !WITH_TOPICS.has(peekType(bytes)) || !isCut(bytes)) return false;
  return isPlainPacket(bytes) && !holdsAnother(bytes);
}

/** Bytes. An overwritten answer equals a good one, because `**` may be its identifier. */
export const LONGEST_ANSWER = 4;

/**
 * The ranges to overwrite in bytes that may not be a packet. Fixed headers stay, so that the packets can be
 * split the same way again.
 */
export function doubtedRanges(bytes: Uint8Array, trust: 'doubtful' | 'lost'): readonly ByteRange[] {
  if (trust === 'doubtful') return behindHeader(bytes);
  if (isAnswer(bytes)) return [];
  return isCut(bytes) && bytes.length > LONGEST_ANSWER ? behindHeader(bytes) : rangeFrom(0, bytes);
}

/** First bytes of PUBACK to PUBCOMP. */
const ACKNOWLEDGEMENTS: ReadonlySet<number | undefined> = new Set([0x40, 0x50, 0x62, 0x70]);
const PINGS: ReadonlySet<number | undefined> = new Set([0xc0, 0xd0]);

/** True for a good acknowledgement without properties or a ping, which have no space for a secret. */
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

/** The bytes after the header, so that the packet keeps its boundaries, and the stream its version. */
function behindHeader(bytes: Uint8Array): readonly ByteRange[] {
  const offset = Math.min(commonLength(bytes), bytes.length);
  return rangeFrom(offset, bytes);
}

function rangeFrom(offset: number, bytes: Uint8Array): readonly ByteRange[] {
  return offset < bytes.length ? [{ offset, length: bytes.length - offset }] : [];
}

/** `good`: a packet; `doubtful`: its lengths are inconsistent; `lost`: packet boundaries are unknown here. */
export type Trust = 'good' | 'doubtful' | 'lost';
