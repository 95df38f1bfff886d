/**
 * Packets of a connection begun earlier whose beginning is certain although their bytes might be the rest of a
 * CONNECT: the other side acknowledged them, or another message on the same topic follows.
 */
import { sameBytes } from '../../../base/bytes.ts';
import { qosIn } from '../../../mqtt/framing/firstBytes.ts';
import { MASK } from '../../../mqtt/framing/masking.ts';
import { peekPacketId, peekPublish } from '../../../mqtt/framing/peek.ts';
import { textEnd } from '../../../mqtt/framing/propertyEnd.ts';
import { areFlagsGood, isPlainPacket } from '../../../mqtt/secrets/plainPacket.ts';
import { packetSizeAt } from '../../../mqtt/tables/packetSize.ts';
import {
  CONNACK,
  CONNECT,
  PUBACK,
  PUBLISH,
  PUBREC,
  SUBACK,
  SUBSCRIBE,
  UNSUBACK,
  UNSUBSCRIBE,
} from '../../../mqtt/tables/typeNumbers.ts';
import type { Direction } from '../../log/columns/direction.ts';
import type { ReadPacket } from '../events/captureEvents.ts';
import { withLetters } from '../packets/resync.ts';

/** Packets of a side within which another one confirms the first. */
const MOST_AWAITED = 8;

/** Plain packets of the client that establish its packet boundaries. */
const FOUND_AFTER = 2;
/** Packets of both sides to wait for them. */
const MOST_PACKETS = 16;

/** Bytes of the shortest CONNACK. */
const CONNACK_SIZE = 4;

/** `/`. */
const LEVELS = 0x2f;

const typeOf = ({ bytes }: ReadPacket): number => (bytes[0] ?? 0) >> 4;

/**
 * Selects the packets that are certain. The others might be the rest of a text.
 * @param server undefined: the sides are not certain
 */
export function confirmedPackets(
  packets: readonly ReadPacket[],
  server: Direction | undefined,
): ReadonlySet<ReadPacket> {
  const asked = new Set(packets.map(answerTo));
  // A server sends no text that is secret.
  const first = packets.find((packet) => packet.direction === server && packet.partial !== true);
  return new Set(
    packets.filter(
      (packet, at) =>
        packet === first ||
        (!mayPrecedeConnack(packet, packets.slice(0, at)) &&
          isConfirmed(packet, packets.slice(at + 1), asked)),
    ),
  );
}

/** True if no later packet can show that one of these is certain, and the next ones need no such proof. */
export function isSettled(packets: readonly ReadPacket[], client: Direction): boolean {
  const isFound =
    packets.length >= MOST_PACKETS ||
    packets.some((packet) => packet.partial !== true && typeOf(packet) === CONNECT) ||
    packets.filter((packet) => packet.direction === client && isPlain(packet)).length >=
      FOUND_AFTER;
  return isFound && !awaitsConfirmation(packets);
}

/** Topics that are not UTF-8 establish no boundary. */
const isPlain = ({ partial, bytes }: ReadPacket): boolean =>
  partial !== true && isPlainPacket(bytes) && withLetters(bytes) === bytes;

/** True if later packets may still show that one is certain. */
function awaitsConfirmation(packets: readonly ReadPacket[]): boolean {
  const asked = new Set(packets.map(answerTo));
  return packets.some((packet, at) => {
    if (!isInDoubt(packet)) return false;
    const later = packets.slice(at + 1);
    const own = later.filter(({ direction }) => direction === packet.direction);
    return own.length < MOST_AWAITED && !isConfirmed(packet, later, asked);
  });
}

const isInDoubt = (packet: ReadPacket): boolean =>
  packet.partial !== true && typeOf(packet) === PUBLISH && !isPlain(packet);

/** @param asked answers that packets of the capture ask for */
function isConfirmed(
  packet: ReadPacket,
  later: readonly ReadPacket[],
  asked: ReadonlySet<number | undefined>,
): boolean {
  if (packet.partial || typeOf(packet) === CONNECT) return false;
  const answer = answerTo(packet);
  if (isRefuted(packet, later, asked)) return false;
  for (const next of later) {
    // A CONNECT, whose rest it may be, is answered by CONNACK.
    if (mayLackAnswer(packet, next) || typeOf(next) === CONNACK) return false;
    if (next.direction === packet.direction) {
      if (isOtherMessage(packet, next)) return true;
      const isSameAnswer = answer !== undefined && answerTo(next) === answer;
      if (isSameAnswer) return false;
    } else {
      const given = answerIn(next);
      if (given !== undefined && given === answer) return true;
      // An answer to a packet that the capture lacks: others may be such answers, too. Packets before the
      // capture have the identifiers before.
      if (given !== undefined && !asked.has(given) && !isSoonAfter(answer, given)) return false;
    }
  }
  return false;
}

/** True if the bytes after the packet begin no packet, or hide a request that is answered. */
function isRefuted(
  packet: ReadPacket,
  later: readonly ReadPacket[],
  asked: ReadonlySet<number | undefined>,
): boolean {
  const next = later.find(({ direction }) => direction === packet.direction);
  const first = next?.bytes[0];
  // Overwritten bytes show nothing.
  if (next === undefined || first === undefined || first === MASK || next.afterGap === true) {
    return false;
  }
  if (!areFlagsGood(first)) return true;
  if (next.partial !== true) return false;
  const given = later.map(answerIn).filter((one) => one !== undefined);
  return given.some((one) => !asked.has(one) && !isSoonAfter(answerTo(packet), one));
}

/** True for the first packet of a side after a CONNACK: frames out of order may show the rest of a CONNECT late. */
function mayPrecedeConnack({ direction }: ReadPacket, earlier: readonly ReadPacket[]): boolean {
  const isFirst = earlier.every((before) => before.direction !== direction);
  return isFirst && earlier.some((before) => typeOf(before) === CONNACK);
}

/** True if a CONNACK may be missing before the next packet, or anything of the same side. */
const mayLackAnswer = ({ direction }: ReadPacket, { afterGap, gaps }: ReadPacket): boolean =>
  afterGap === true &&
  (gaps === undefined ||
    gaps.some(
      (gap) => gap.direction === direction || gap.bytes === 0 || gap.bytes >= CONNACK_SIZE,
    ));

/**
 * A different message on the same topic. Repeated bytes of a CONNECT would be the same. A user name hardly is a
 * topic with levels or has an identifier after it that goes on, but a will has the topic of other messages.
 */
function isOtherMessage(packet: ReadPacket, other: ReadPacket): boolean {
  const { bytes } = packet;
  if (other.partial || typeOf(other) !== PUBLISH || sameBytes(bytes, other.bytes)) return false;
  const topic = topicIn(bytes);
  const isTopic = topic.includes(LEVELS) || isSoonAfter(answerTo(other), answerTo(packet));
  const isSame = isTopic && sameBytes(topic, topicIn(other.bytes));
  return isSame && !areFields(bytes, topic.byteOffset + topic.length - bytes.byteOffset);
}

/**
 * True if the bytes from the offset are whole fields, such as user name and password after the topic of a will.
 * Packets that the client sent after its CONNECT may follow.
 */
function areFields(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; ) {
    at = textEnd(bytes, at);
    if (arePackets(bytes, at)) return true;
  }
  return false;
}

/** True if the bytes from the offset are none or whole packets. */
function arePackets(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < bytes.length) {
    const size = packetSizeAt(bytes, at, bytes.length);
    if (size <= 0 || !areFlagsGood(bytes[at] ?? 0)) return false;
    at += size;
  }
  return at === bytes.length;
}

function topicIn(bytes: Uint8Array): Uint8Array {
  const { topicOffset = 0, topicLength = 0 } = peekPublish(bytes) ?? {};
  return bytes.subarray(topicOffset, topicOffset + topicLength);
}

const ANSWERS: ReadonlyMap<number, number> = new Map([
  [SUBSCRIBE, SUBACK],
  [UNSUBSCRIBE, UNSUBACK],
]);
const ANSWER_TYPES: ReadonlySet<number> = new Set([PUBACK, PUBREC, SUBACK, UNSUBACK]);

/** Type and identifier of the first answer that a packet asks for. */
function answerTo(packet: ReadPacket): number | undefined {
  const { bytes } = packet;
  const type = typeOf(packet);
  if (type !== PUBLISH) return keyOf(ANSWERS.get(type), bytes);
  const qos = qosIn(bytes[0] ?? 0);
  return qos === 0 ? undefined : keyOf(qos === 1 ? PUBACK : PUBREC, bytes);
}

function answerIn(packet: ReadPacket): number | undefined {
  const type = typeOf(packet);
  return packet.partial || !ANSWER_TYPES.has(type) ? undefined : keyOf(type, packet.bytes);
}

/** True if the identifier of an answer is one of the next after that of another answer. */
const isSoonAfter = (answer = 0, other = 0): boolean =>
  other > 0 && answer > other && answer - other <= MOST_AWAITED;

function keyOf(type: number | undefined, bytes: Uint8Array): number | undefined {
  const id = peekPacketId(bytes);
  return type === undefined || id === undefined ? undefined : type * 0x10000 + id;
}
