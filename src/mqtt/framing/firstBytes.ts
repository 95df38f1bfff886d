/** First bytes (2.1.1) of the most common packets: their type and only the mandatory flags. */
import { PUBACK, PUBCOMP, PUBLISH, PUBREC, PUBREL } from '../tables/typeNumbers.ts';

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

/** The QoS of a PUBLISH. */
export const qosIn = (firstByte: number): number => (firstByte & QOS) >> QOS_SHIFT;
