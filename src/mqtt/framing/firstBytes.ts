/** First bytes (2.1.1) of the most common packets: their type and only the mandatory flags. */
import {
  PUBACK,
  PUBCOMP,
  PUBLISH,
  PUBREC,
  PUBREL,
  SUBSCRIBE,
  UNSUBSCRIBE,
} from '../tables/typeNumbers.ts';

/** No DUP, QoS 0, no RETAIN. */
export const PLAIN_PUBLISH = PUBLISH << 4;
export const PLAIN_PUBREL = (PUBREL << 4) | 2;

/** The QoS bits of a PUBLISH and their position. */
const QOS = 0b0110;
const QOS_SHIFT = 1;

const ANSWERS: ReadonlySet<number> = new Set([
  PUBACK << 4,
  PUBREC << 4,
  PLAIN_PUBREL,
  PUBCOMP << 4,
]);

/** True for packets that continue the handshake of a message. */
export const isPlainAnswer = (firstByte: number): boolean => ANSWERS.has(firstByte);

/** True without DUP and RETAIN at any QoS; 3 is malformed. */
export const isPlainPublish = (firstByte: number): boolean => (firstByte & ~QOS) === PLAIN_PUBLISH;

/** True for the flags that the type of a packet requires (2.1.3). */
export function areFlagsGood(first: number): boolean {
  const type = first >> 4;
  const flags = first & 0x0f;
  if (type === PUBLISH) return (flags & QOS) !== QOS;
  if (type === 0) return false;
  return flags === (type === PUBREL || type === SUBSCRIBE || type === UNSUBSCRIBE ? 2 : 0);
}

/** PINGREQ and PINGRESP. */
const PINGS: ReadonlySet<number | undefined> = new Set([0xc0, 0xd0]);

/** True for an acknowledgement without properties or a ping, which have no room for a secret. */
export function isBareAnswer(bytes: Uint8Array): boolean {
  const [first = 0, remaining] = bytes;
  if (bytes.length === 2) return remaining === 0 && PINGS.has(first);
  return bytes.length === 4 && remaining === 2 && ANSWERS.has(first);
}

/** The QoS of a PUBLISH. */
export const qosIn = (firstByte: number): number => (firstByte & QOS) >> QOS_SHIFT;
