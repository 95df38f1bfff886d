/** Evidence of the sides and the protocol version of a connection whose CONNECT is missing. */
import { findUtf8Error } from '../../../base/utf8.ts';
import { decode } from '../../../mqtt/codec/decode.ts';
import { connectVersion, payloadOffset, peekPublish } from '../../../mqtt/framing/peek.ts';
import type { ProtocolVersion, Sender } from '../../../mqtt/tables/packet.ts';
import { reasonCodeSender } from '../../../mqtt/tables/reasonCodes.ts';
import type { Direction } from '../../log/columns/direction.ts';
import { versionSeen } from '../../log/columns/versionSeen.ts';
import { withLetters } from '../packets/resync.ts';

/** CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ. */
const CLIENT_TYPES: ReadonlySet<number> = new Set([1, 8, 10, 12]);
/** CONNACK, SUBACK, UNSUBACK, PINGRESP. */
const SERVER_TYPES: ReadonlySet<number> = new Set([2, 9, 11, 13]);
const DISCONNECT = 14;

/** Points from which MQTT 5 is certain, and from which it is assumed at the end of the evidence. */
const [CERTAIN, LIKELY] = [2, 1];

/** Tab, line feed, carriage return. */
const SPACES: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d]);

export class StreamEvidence {
  #version: ProtocolVersion | undefined;
  /** Points for MQTT 5 from packets that both versions allow. */
  #points = 0;
  /** Packets that show which direction is the client's: positive for `out`. */
  #votes = 0;

  take(bytes: Uint8Array, direction: Direction): void {
    const type = (bytes[0] ?? 0) >> 4;
    const sender = senderShown(bytes, type);
    if (sender !== undefined)
      this.#votes += (sender === 'client') === (direction === 'out') ? 1 : -1;
    if (this.#version !== undefined) return;
    const readable = withLetters(bytes);
    this.#version = connectVersion(bytes) ?? versionSeen(readable, undefined);
    if (this.#version === undefined) this.#points += pointsFor5(readable);
  }

  /** True if the directions are known to be exchanged; undefined if nothing shows the sides. */
  get isExchanged(): boolean | undefined {
    return this.#votes === 0 ? undefined : this.#votes < 0;
  }

  /** @param isLast no evidence follows */
  version(isLast: boolean): ProtocolVersion | undefined {
    return this.#version ?? (this.#points >= (isLast ? LIKELY : CERTAIN) ? 5 : undefined);
  }
}

/** The only side that may send the packet. In MQTT 5, reason codes and properties may show it, too. */
function senderShown(bytes: Uint8Array, type: number): Sender | undefined {
  if (CLIENT_TYPES.has(type)) return 'client';
  if (SERVER_TYPES.has(type)) return 'server';
  if (type !== DISCONNECT || bytes.length === 2) return type === DISCONNECT ? 'client' : undefined;
  const isClients = decode(bytes, 5, 'client').ok;
  if (isClients !== decode(bytes, 5, 'server').ok) return isClients ? 'client' : 'server';
  return isClients ? reasonCodeSender('disconnect', bytes[2] ?? 0) : undefined;
}

/** A PUBLISH of MQTT 5 without properties has a zero byte before its message, which is often a text. */
function pointsFor5(bytes: Uint8Array): number {
  const parts = peekPublish(bytes);
  const offset = parts && payloadOffset(bytes, parts, 5);
  if (offset === undefined || !decode(bytes, 5).ok) return 0;
  const message = bytes.subarray(offset);
  const { length } = message;
  if (message.some((byte) => byte < 0x20 && !SPACES.has(byte))) return 0;
  if (findUtf8Error(message) !== undefined) return pointsOfOtherText(message);
  if (length < 2) return 0.5;
  return length < 4 ? 1 : CERTAIN;
}

/** First characters of JSON and XML. */
const OPENINGS: ReadonlySet<number | undefined> = new Set([0x7b, 0x5b, 0x3c]);
/** Random bytes are rarely that long without control characters. */
const LONG_TEXT = 12;

/** Points of a text that is not UTF-8, such as GBK. */
function pointsOfOtherText(message: Uint8Array): number {
  if (OPENINGS.has(message[0])) return LIKELY;
  return message.length < LONG_TEXT ? 0 : LIKELY / 2;
}
