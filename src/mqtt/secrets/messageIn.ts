/**
 * Finds the message in a packet: the payload of a PUBLISH, also of an incomplete one, or the will of a
 * CONNECT.
 */
import type { Dissection, Field } from '../dissect/dissection.ts';
import { findField } from '../dissect/findField.ts';
import { peekType } from '../framing/peek.ts';
import { CONNECT_FIELDS, PUBLISH_FIELDS } from '../tables/fieldKinds.ts';

export interface Message {
  /** Empty if the packet does not name it. */
  readonly topic: string;
  /** Offset of the payload in the packet. */
  readonly offset: number;
  readonly payload: Uint8Array;
}

export function messageIn(
  bytes: Uint8Array,
  // Fields are built when they are read, and a decoded PUBLISH does not need them.
  dissection: Pick<Dissection, 'fields' | 'packet'>,
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
  if (packet !== undefined || peekType(bytes) !== 'publish') return undefined;
  const { fields } = dissection;
  const topic = fieldIn(fields, PUBLISH_FIELDS.topic.name)?.value;
  const text = typeof topic === 'string' ? topic : '';
  return messageAt(bytes, text, fieldIn(fields, PUBLISH_FIELDS.payload.name));
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

/** The first field of this name with bytes. */
const fieldIn = (fields: readonly Field[], wanted: string): Field | undefined =>
  findField(fields, ({ name, length }) => name === wanted && length > 0);
