/** Builds messages and packets for tests of the engine. */
import { joined } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ArrivedMessage } from './tree/histories.ts';

export function textMessage(
  text: string,
  change: Partial<ArrivedMessage> & { retain?: boolean } = {},
): ArrivedMessage {
  const bytes = publishBytes('t', text, { retain: change.retain ?? false });
  const payloadStart = bytes.length - encodeUtf8(text).length;
  return { packet: 1, time: 0, bytes, payloadStart, contentType: undefined, ...change };
}

/** Builds a PUBLISH of MQTT 3.1.1. */
export function publishBytes(
  topic: string,
  payload: string | Uint8Array = '',
  options: { qos?: 0 | 1 | 2; packetId?: number; retain?: boolean; dup?: boolean } = {},
): Uint8Array {
  const { qos = 0, packetId = 1, retain = false, dup = false } = options;
  const name = encodeUtf8(topic);
  const value = typeof payload === 'string' ? encodeUtf8(payload) : payload;
  const first = 0x30 | (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
  const id = qos === 0 ? [] : [packetId >> 8, packetId & 0xff];
  const head = Uint8Array.of(name.length >> 8, name.length & 0xff);
  return framed(first, joined([head, name, Uint8Array.from(id), value]));
}

/** Builds a packet with a minimal remaining length. */
export function framed(first: number, body: ArrayLike<number>): Uint8Array {
  const length: number[] = [];
  for (let rest = body.length; ; ) {
    const low = rest & 0x7f;
    rest >>>= 7;
    length.push(rest > 0 ? low | 0x80 : low);
    if (rest === 0) break;
  }
  const bytes = new Uint8Array(1 + length.length + body.length);
  bytes.set([first, ...length]);
  bytes.set(body, 1 + length.length);
  return bytes;
}
