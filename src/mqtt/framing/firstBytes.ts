/** First bytes (2.1.1) of the packets that come most: their type, and no flag that is not always there. */
import { PUBACK, PUBCOMP, PUBLISH, PUBREC, PUBREL } from '../tables/typeNumbers.ts';

/** No DUP, QoS 0, no RETAIN. */
export const PLAIN_PUBLISH = PUBLISH << 4;
export const PLAIN_PUBREL = (PUBREL << 4) | 2;

/** QoS among the flags of a PUBLISH, and where it stands. */
const QOS = 0b0110;
const QOS_SHIFT = 1;

const ANSWERS: ReadonlySet<number> = new Set([
  PUBACK << 4,
  PUBREC << 4,
  PLAIN_PUBREL,
  PUBCOMP << 4,
]);

/** Goes on with the handshake of a message. */
export const isPlainAnswer = (firstByte: number): boolean => ANSWERS.has(firstByte);

/** Neither DUP nor RETAIN, whatever its QoS; 3 is malformed. */
export const isPlainPublish = (firstByte: number): boolean => (firstByte & ~QOS) === PLAIN_PUBLISH;

/** Of a PUBLISH. */
export const qosIn = (firstByte: number): number => (firstByte & QOS) >> QOS_SHIFT;
