/** Reads the envelope of a message: length, type, and a forwarder's id of the sender (5.2, 5.5). */
import { FORWARDED } from './messageTypes.ts';
import type { SnMessage } from './snMessage.ts';

/** Numbers of the message types (5.2.2) by our names. */
export const TYPE_NUMBERS: Readonly<Record<SnMessage['type'], number>> = {
  advertise: 0x00,
  searchgw: 0x01,
  gwinfo: 0x02,
  connect: 0x04,
  connack: 0x05,
  willtopicreq: 0x06,
  willtopic: 0x07,
  willmsgreq: 0x08,
  willmsg: 0x09,
  register: 0x0a,
  regack: 0x0b,
  publish: 0x0c,
  puback: 0x0d,
  pubcomp: 0x0e,
  pubrec: 0x0f,
  pubrel: 0x10,
  subscribe: 0x12,
  suback: 0x13,
  unsubscribe: 0x14,
  unsuback: 0x15,
  pingreq: 0x16,
  pingresp: 0x17,
  disconnect: 0x18,
  willtopicupd: 0x1a,
  willtopicresp: 0x1b,
  willmsgupd: 0x1c,
  willmsgresp: 0x1d,
};

export interface SnFrame {
  readonly type: SnMessage['type'];
  /** Everything after the type. */
  readonly body: Uint8Array;
  /** A forwarder's id for the client; undefined without a forwarder. */
  readonly node: Uint8Array | undefined;
}

const LONG_FORM = 0x01;
const TYPE_NAMES = new Map<number, SnMessage['type']>();
for (const type of typeNames()) TYPE_NAMES.set(TYPE_NUMBERS[type], type);

function typeNames(): readonly SnMessage['type'][] {
  const isType = (name: string): name is SnMessage['type'] => name in TYPE_NUMBERS;
  return Object.keys(TYPE_NUMBERS).filter(isType);
}

/** undefined if the datagram is not exactly one message of a known type. */
export function snFrameOf(datagram: Uint8Array): SnFrame | undefined {
  const forwarded = datagram[1] === FORWARDED && datagram[0] !== LONG_FORM;
  const outer = forwarded ? (datagram[0] ?? 0) : 0;
  if (forwarded && (outer < 3 || outer > datagram.length)) return undefined;
  const bytes = datagram.subarray(outer);
  const isLong = bytes[0] === LONG_FORM;
  const length = isLong ? (bytes[1] ?? 0) * 256 + (bytes[2] ?? 0) : (bytes[0] ?? 0);
  const behind = isLong ? 4 : 2;
  if (length !== bytes.length || length < behind) return undefined;
  const type = TYPE_NAMES.get(bytes[behind - 1] ?? -1);
  if (type === undefined) return undefined;
  return {
    type,
    body: bytes.subarray(behind),
    node: forwarded ? datagram.slice(3, outer) : undefined,
  };
}
