/** Reads the envelope of a message: length, type, and a forwarder's id of the sender (5.2, 5.5). */
import { FORWARDED } from './messageTypes.ts';
import type { SnMessage } from './snMessage.ts';
import { TYPE_NUMBERS } from './snTypes.ts';

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
