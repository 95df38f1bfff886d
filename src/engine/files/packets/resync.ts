/** Finds possible starts of control packets in unknown bytes. */

import { findUtf8Error } from '../../../base/utf8.ts';
import { readVarint } from '../../../base/varint.ts';
import { decode } from '../../../mqtt/codec/decode.ts';
import { areFlagsGood } from '../../../mqtt/framing/firstBytes.ts';
import { headerLength, peekPublish, peekType } from '../../../mqtt/framing/peek.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { isFailure } from '../../../mqtt/tables/reasonCodes.ts';

const VERSIONS: readonly ProtocolVersion[] = [4, 5];

/** Size of the packet at the first byte; undefined until its length is complete. */
export function packetSize(bytes: Uint8Array): number | undefined {
  const length = readVarint(bytes, 1);
  return typeof length === 'string' ? undefined : 1 + length.length + length.value;
}

/** True for a valid packet, also if its topics are not UTF-8. */
export const isPacket = (packet: Uint8Array, version: ProtocolVersion): boolean =>
  decode(packet, version).ok || decode(withLetters(packet), version).ok;

/**
 * The packet with letters instead of the characters of topics that are not UTF-8, such as GBK. The other bytes
 * and all lengths are the same.
 */
export function withLetters(packet: Uint8Array): Uint8Array {
  const [from, to] = topicsIn(packet) ?? [0, 0];
  if (findUtf8Error(packet.subarray(from, to)) === undefined) return packet;
  return packet.map((byte, at) => (byte < 0x80 || at < from || at >= to ? byte : LETTER));
}

const LETTER = 0x61;

/** Offsets of the topics; undefined: there are none, or control characters in them. */
function topicsIn(packet: Uint8Array): readonly [from: number, to: number] | undefined {
  const type = peekType(packet);
  // Lengths and options are between the filters.
  if (type === 'subscribe' || type === 'unsubscribe') {
    return [headerLength(packet) + 2, packet.length];
  }
  const { topicOffset: from, topicLength = 0 } = peekPublish(packet) ?? {};
  if (from === undefined || packet.subarray(from, from + topicLength).some(isControl)) {
    return undefined;
  }
  return [from, from + topicLength];
}

const isControl = (byte: number): boolean => byte < 0x20 || byte === 0x7f;

/** How well the bytes parse as packets from the first byte on. */
export type Fit = 'none' | 'begun' | 'whole';

/**
 * `whole`: at least one valid packet and nothing impossible. `begun`: the first packet is incomplete but
 * possible.
 */
export function fitAsPackets(bytes: Uint8Array, version: ProtocolVersion | undefined): Fit {
  const candidates = version === undefined ? VERSIONS : [version];
  const fits = candidates.map((candidate) => fitOf(bytes, candidate));
  if (fits.includes('whole')) return 'whole';
  return fits.includes('begun') ? 'begun' : 'none';
}

function fitOf(bytes: Uint8Array, version: ProtocolVersion): Fit {
  let at = 0;
  while (at < bytes.length) {
    const rest = bytes.subarray(at);
    const size = packetSize(rest);
    if (size === undefined || size > rest.length) {
      if (!mayBegin(rest, size)) return 'none';
      return at > 0 ? 'whole' : 'begun';
    }
    const packet = rest.subarray(0, size);
    if (!isPacket(packet, version)) return 'none';
    at += size;
  }
  return at > 0 ? 'whole' : 'none';
}

/** Types that may exceed a segment; others are hardly ever split. */
const LONG_TYPES: ReadonlySet<string | undefined> = new Set([
  'connect',
  'publish',
  'subscribe',
  'suback',
  'unsubscribe',
]);
/** Longest list of topic filters worth guessing, in bytes. */
const LONGEST_LIST = 64 * 1024;

export function mayBegin(bytes: Uint8Array, size: number | undefined): boolean {
  const first = bytes[0] ?? 0;
  if (!areFlagsGood(first)) return false;
  if (!LONG_TYPES.has(peekType(bytes))) return false;
  if (size === undefined) return bytes.length < 5;
  if (peekType(bytes) !== 'publish') return size < LONGEST_LIST && isContentPossible(bytes, size);
  const start = headerLength(bytes);
  if (start + 2 > bytes.length) return true;
  const length = (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0);
  const topic = bytes.subarray(start + 2, start + 2 + length);
  const packetId = (first & 6) === 0 ? 0 : 2;
  return start + 2 + length + packetId <= size && isBeginningOfText(topic, length);
}

/** True if the bytes may be the beginning of a topic name of that many bytes. */
function isBeginningOfText(bytes: Uint8Array, length: number): boolean {
  if (bytes.includes(0)) return false;
  const error = findUtf8Error(bytes);
  // The rest of the last character is missing.
  const isCut =
    bytes.length < length && error?.kind === 'incomplete' && error.position > bytes.length - 4;
  return error === undefined || isCut || !bytes.some(isControl);
}

const NAMES = [
  [0, 4, 0x4d, 0x51, 0x54, 0x54],
  [0, 6, 0x4d, 0x51, 0x49, 0x73, 0x64, 0x70],
];

/** Checks the received part of a packet other than PUBLISH, and rejects a guess that its content refutes. */
function isContentPossible(bytes: Uint8Array, size: number): boolean {
  const start = headerLength(bytes);
  const body = bytes.subarray(start);
  const type = peekType(bytes);
  if (type === 'connect') {
    return NAMES.some((name) => name.every((byte, at) => at >= body.length || body[at] === byte));
  }
  if (body.length < 2) return true;
  if ((body[0] ?? 0) + (body[1] ?? 0) === 0) return false;
  const rest = body.subarray(2);
  const most = size - start - 2;
  if (type === 'suback')
    return rest.every((code) => code <= 2 || isFailure(code)) || (rest[0] ?? 0) > 2;
  // In MQTT 5, properties precede the filters. Nearly always there are none.
  const properties = rest[0] ?? 0;
  return (
    mayBeFilter(rest, most) || mayBeFilter(rest.subarray(1 + properties), most - 1 - properties)
  );
}

function mayBeFilter(bytes: Uint8Array, most: number): boolean {
  if (bytes.length < 2) return most > 2;
  const length = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  if (length === 0 || length + 2 > most) return false;
  const filter = bytes.subarray(2, 2 + length);
  if (filter.length < length) return !filter.includes(0);
  return isBeginningOfText(filter, length);
}
