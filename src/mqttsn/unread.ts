/** A gateway's answer to a message with an invalid body, if the body identifies the request (5.4). */
import type { SnFrame } from './snFrame.ts';
import { RETURN_CODE, type SnMessage } from './snMessage.ts';

const { notSupported, invalidTopicId } = RETURN_CODE;
const NO_TOPIC = 0;

/** undefined if it needs no answer or does not identify the request. */
export function refusalOf({ type, body }: SnFrame): SnMessage | undefined {
  return REFUSALS[type]?.(body);
}

const REFUSALS: Partial<Record<SnMessage['type'], (body: Uint8Array) => SnMessage | undefined>> = {
  connect: () => ({ type: 'connack', returnCode: notSupported }),
  willtopic: () => ({ type: 'connack', returnCode: notSupported }),
  willtopicupd: () => ({ type: 'willtopicresp', returnCode: notSupported }),
  register: (body) => {
    const messageId = uint16(body, 2);
    if (messageId === undefined) return undefined;
    return { type: 'regack', topicId: NO_TOPIC, messageId, returnCode: notSupported };
  },
  publish: (body) => {
    const [topicId, messageId] = [uint16(body, 1), uint16(body, 3)];
    if (topicId === undefined || messageId === undefined || isWithoutSession(body)) {
      return undefined;
    }
    return { type: 'puback', topicId, messageId, returnCode: invalidTopicId };
  },
  subscribe: (body) => {
    const messageId = uint16(body, 1);
    if (messageId === undefined) return undefined;
    const isOfTopic = isReserved(body) || !isWithoutSession(body);
    const returnCode = isOfTopic ? invalidTopicId : notSupported;
    return { type: 'suback', qos: 0, topicId: NO_TOPIC, messageId, returnCode };
  },
  unsubscribe: (body) => {
    const messageId = uint16(body, 1);
    return messageId === undefined ? undefined : { type: 'unsuback', messageId };
  },
};

/** QoS -1 in the flags, the first byte. */
const isWithoutSession = ([flags = 0]: Uint8Array): boolean => (flags & 0x60) === 0x60;
/** TopicIdType 0b11. */
const isReserved = ([flags = 0]: Uint8Array): boolean => (flags & 3) === 3;

/** undefined if incomplete. */
function uint16(bytes: Uint8Array, at: number): number | undefined {
  const [high, low] = bytes.subarray(at, at + 2);
  return high === undefined || low === undefined ? undefined : high * 256 + low;
}
