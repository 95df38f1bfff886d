/**
 * Finds the message in a packet: the payload of a PUBLISH, also of an incomplete one, or the will of a
 * CONNECT.
 */
import type { Dissection, Field } from '../dissect/dissection.ts';
import { findField } from '../dissect/findField.ts';
import { headerLength, peekType } from '../framing/peek.ts';
import { CONNECT_FIELDS, PUBLISH_FIELDS } from '../tables/fieldKinds.ts';
import type { PacketType } from '../tables/packet.ts';
import { isOfMissingBytes } from './packetTrust.ts';

export interface Message {
  /** Empty if the packet does not name it; undefined if it may be wrong. */
  readonly topic: string | undefined;
  /** Offset of the payload in the packet. */
  readonly offset: number;
  readonly payload: Uint8Array;
}

export function messageIn(
  bytes: Uint8Array,
  // Fields are built when they are read, and a decoded PUBLISH does not need them.
  dissection: Pick<Dissection, 'fields' | 'packet' | 'problems'>,
): Message | undefined {
  const { packet } = dissection;
  if (packet?.type === 'publish') {
    const { topic, payload } = packet;
    return { topic, offset: bytes.length - payload.length, payload };
  }
  if (packet?.type === 'connect' && packet.will) {
    return messageAt(
      bytes,
      packet.will.topic,
      fieldIn(dissection.fields, CONNECT_FIELDS.willPayloadBytes.name),
    );
  }
  return packet === undefined ? messageInMalformed(bytes, dissection) : undefined;
}

/** Packets with secrets of their own. */
const OF_SIGN_IN: ReadonlySet<PacketType | undefined> = new Set(['connect', 'connack', 'auth']);

/** The message of an incomplete PUBLISH, or all bytes that may be one: a wrong length swallows the next packet. */
function messageInMalformed(
  bytes: Uint8Array,
  { fields, problems }: Pick<Dissection, 'fields' | 'problems'>,
): Message | undefined {
  const type = peekType(bytes);
  if (OF_SIGN_IN.has(type)) return undefined;
  const start = headerLength(bytes);
  if (type !== 'publish')
    return { topic: undefined, offset: start, payload: bytes.subarray(start) };
  const topic = fieldIn(fields, PUBLISH_FIELDS.topic.name);
  const text = topic === undefined ? '' : topic.value;
  const payload = fieldIn(fields, PUBLISH_FIELDS.payload.name);
  const offset = topic?.offset ?? start;
  const isOdd = typeof text !== 'string' || isOddTopic(text);
  if (payload && !isOdd && problems.every(isOfMissingBytes)) return messageAt(bytes, text, payload);
  // The fields before the message are malformed, so it may begin anywhere.
  return { topic: undefined, offset, payload: bytes.subarray(offset) };
}

function messageAt(
  bytes: Uint8Array,
  topic: string,
  field: Field | undefined,
): Message | undefined {
  if (field === undefined) return undefined;
  const { offset, length } = field;
  return { topic, offset, payload: bytes.subarray(offset, offset + length) };
}

/** Topics with control characters or wildcards hardly exist, so that the length of such a topic is wrong. */
export const isOddTopic = (topic: string): boolean => /[\p{Cc}#+\ufffd]/u.test(topic);

/** The first field of this name with bytes. */
const fieldIn = (fields: readonly Field[], wanted: string): Field | undefined =>
  findField(fields, ({ name, length }) => name === wanted && length > 0);
