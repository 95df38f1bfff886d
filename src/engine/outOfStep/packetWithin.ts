/** Finds a packet that begins inside the payload of another packet, after text. */
import { decodeUtf8 } from '../../base/utf8.ts';
import { peekPublish } from '../../mqtt/framing/peek.ts';
import type { PacketType, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import { evidence, isPlainText, isText, STRONG } from './legalChain.ts';
import { isBeginning } from './packetBeginning.ts';

export interface InnerPacket {
  /** Position in the payload. */
  readonly byte: number;
  readonly type: PacketType;
  /** Undefined if the type has none. */
  readonly topic: string | undefined;
  /** Announced size. */
  readonly size: number;
  /** Number of its bytes in the payload. */
  readonly there: number;
}

/** Bytes from the beginning of a packet to its first NUL: the length, and sometimes an identifier. */
const LEAST_HEAD = 2;
const MOST_HEAD = 6;
/** Characters of a topic that other bytes hardly form. */
const LONG_TOPIC = 8;
/** Text before a packet of which the end is missing. */
const LEAST_TEXT = 8;
const NO_TOPICS: ReadonlySet<string> = new Set();

/** @param topic topic of the outer packet */
export function packetWithin(
  payload: Uint8Array,
  topic: string,
  version: ProtocolVersion,
): InnerPacket | undefined {
  // No text contains a NUL, which is the upper byte of the length of a topic or protocol name.
  const nul = payload.indexOf(0);
  for (let at = Math.max(0, nul - MOST_HEAD); at <= nul - LEAST_HEAD; at += 1) {
    // The payload may have been forwarded from a connection of another version.
    const found =
      packetAt(payload, at, topic, version) ?? packetAt(payload, at, topic, otherThan(version));
    if (found !== undefined && isText(payload.subarray(0, at))) return found;
  }
  return undefined;
}

const otherThan = (version: ProtocolVersion): ProtocolVersion => (version === 5 ? 4 : 5);

function packetAt(
  payload: Uint8Array,
  byte: number,
  outer: string,
  version: ProtocolVersion,
): InnerPacket | undefined {
  const size = packetSizeAt(payload, byte, payload.length);
  const type = packetTypeOf(payload[byte] ?? 0);
  if (size <= 0 || type === undefined) return undefined;
  const there = Math.min(size, payload.length - byte);
  const bytes = payload.subarray(byte, byte + there);
  // The mixed buffer was that of a client.
  const bits = there === size ? evidence(bytes, version, 'client', NO_TOPICS) : 0;
  if (bits === undefined) return undefined;
  if (there < size) {
    const stream = { bytes: payload, version, sender: 'client' } as const;
    if (byte < LEAST_TEXT || !isBeginning(stream, byte, payload.length)) return undefined;
  }
  const topic = type === 'publish' ? topicOf(bytes) : undefined;
  const isLast = byte + size === payload.length;
  if (topic !== undefined && !isTopic(topic, outer, isLast)) return undefined;
  if (type !== 'publish' && there === size && bits < STRONG) return undefined;
  return { byte, type, topic, size, there };
}

function topicOf(publish: Uint8Array): string {
  const { topicOffset = 0, topicLength = 0 } = peekPublish(publish) ?? {};
  return decodeUtf8(publish.subarray(topicOffset, topicOffset + topicLength)) ?? '';
}

/** A text that ends with NUL and a name after its length have the form of a short PUBLISH. */
function isTopic(topic: string, outer: string, isLast: boolean): boolean {
  if (!isPlainText(topic)) return false;
  if (topic.includes('/') && levelOf(topic) === levelOf(outer)) return true;
  return topic.length >= LONG_TOPIC && (isLast || topic.includes('/'));
}

const levelOf = (topic: string): string | undefined => topic.split('/', 1)[0];
