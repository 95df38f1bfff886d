/** Finds positions from which all bytes up to the end of a stream are legal packets. */
import { decodeUtf8 } from '../../base/utf8.ts';
import { decode, errorAtStart } from '../../mqtt/codec/decode.ts';
import { areFlagsGood } from '../../mqtt/framing/firstBytes.ts';
import { payloadOffset, peekPublish } from '../../mqtt/framing/peek.ts';
import type { ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import { AUTH, CONNACK, CONNECT, DISCONNECT } from '../../mqtt/tables/typeNumbers.ts';

export interface StreamBytes {
  readonly bytes: Uint8Array;
  readonly version: ProtocolVersion;
  readonly sender: Sender;
}

/** Evidence of packets, in bits: how unlikely they are by chance. */
const OF_HEADER = 16;
const OF_PUBLISH = 20;
const OF_KNOWN_TOPIC = 20;
const MOST_OF_TOPIC = 20;
const MOST_OF_OTHER = 40;
/** Enough to exclude two bytes by chance. */
export const STRONG = 28;
/** Evidence that packets are whole, which arbitrary bytes do not reach. */
const WHOLE = 40;
const TEXT_STARTS = 0x20;

export class LegalChain {
  /** By position: the next packet; 0: no legal packet begins there. */
  readonly #next: Uint32Array;
  readonly #bits: Uint32Array;
  readonly #own: Uint32Array;
  readonly #stream: StreamBytes;
  /** The strongest evidence of any position so far. */
  #most = 0;

  /** @param topics topic names of earlier packets */
  constructor(stream: StreamBytes, from: number, topics: ReadonlySet<string>) {
    const { bytes } = stream;
    this.#stream = stream;
    this.#next = new Uint32Array(bytes.length + 1);
    this.#bits = new Uint32Array(bytes.length + 1);
    this.#own = new Uint32Array(bytes.length + 1);
    for (let at = bytes.length - 1; at >= from; at -= 1) this.#look(at, topics);
  }

  /** Whether only legal packets follow up to the end. The last one may be incomplete. */
  isLegal(at: number): boolean {
    return (this.#next[at] ?? 0) > 0;
  }

  next(at: number): number {
    return this.#next[at] ?? 0;
  }

  /** Evidence of all packets from that position. */
  bits(at: number): number {
    return this.#bits[at] ?? 0;
  }

  /** Evidence of the first packet only. */
  ownBits(at: number): number {
    return this.#own[at] ?? 0;
  }

  #look(at: number, topics: ReadonlySet<string>): void {
    const { bytes, version, sender } = this.#stream;
    const type = (bytes[at] ?? 0) >> 4;
    if (type === CONNECT || type === CONNACK || !areFlagsGood(bytes[at] ?? 0)) return;
    const size = packetSizeAt(bytes, at, bytes.length);
    if (size < 0) return;
    const end = at + size;
    if (size === 0 || end > bytes.length) {
      // Whole packets within are not part of an incomplete one.
      if (this.#most >= WHOLE) return;
      if (errorAtStart(bytes.subarray(at), version, sender) === undefined) {
        this.#next[at] = bytes.length;
      }
      return;
    }
    if (end < bytes.length && (type === DISCONNECT || !this.isLegal(end))) return;
    const own = evidence(bytes.subarray(at, end), version, sender, topics);
    if (own === undefined) return;
    this.#next[at] = end;
    this.#own[at] = own;
    this.#bits[at] = own + this.bits(end);
    this.#most = Math.max(this.#most, this.bits(at));
  }
}

const ENDS: ReadonlySet<number> = new Set([CONNECT, CONNACK, DISCONNECT, AUTH]);

/** True if packets with that first byte come between others. */
export const isBetween = (first: number): boolean => areFlagsGood(first) && !ENDS.has(first >> 4);

/** How unlikely the packet is by chance, in bits; undefined if it is not legal. */
export function evidence(
  bytes: Uint8Array,
  version: ProtocolVersion,
  sender: Sender,
  topics: ReadonlySet<string>,
): number | undefined {
  const read = decode(bytes, version, sender);
  if (!read.ok) return undefined;
  const { packet } = read;
  if (packet.type !== 'publish') {
    return Math.min(MOST_OF_OTHER, OF_HEADER + 4 * Math.max(0, bytes.length - 4));
  }
  if (!isPlainText(packet.topic)) return undefined;
  const known = topics.has(packet.topic) ? OF_KNOWN_TOPIC : 0;
  return OF_PUBLISH + known + Math.min(MOST_OF_TOPIC, packet.topic.length);
}

export const isPlainText = (text: string): boolean => !/\p{Cc}/u.test(text);

/** The part of a packet that may contain packet headers by chance. */
export function contentOf(packet: Uint8Array, version: ProtocolVersion): Uint8Array {
  const parts = peekPublish(packet);
  if (parts === undefined) return packet;
  return packet.subarray(payloadOffset(packet, parts, version) ?? parts.bodyOffset);
}

/** True if the bytes are text, which contains no packet headers by chance. */
export function isText(bytes: Uint8Array): boolean {
  return (
    bytes.every((byte) => byte >= TEXT_STARTS || byte === 0x0a || byte === 0x0d || byte === 9) &&
    decodeUtf8(bytes) !== undefined
  );
}
