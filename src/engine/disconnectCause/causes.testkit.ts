/** Conversations that end, for tests of causes. */
import { expect } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion, PublishPacket, Sender } from '../../mqtt/tables/packet.ts';
import { type EndCause, isEndCause } from '../endCauses/endCauses.ts';
import { causeOf, type TransportEnd } from './causeOf.ts';
import { ConnectionWatch } from './connectionWatch.ts';

export const connect = (more: Partial<Extract<Packet, { type: 'connect' }>> = {}): Packet => ({
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 60,
  clientId: 'press-07',
  properties: [],
  ...more,
});
export const connack = (more: Partial<Extract<Packet, { type: 'connack' }>> = {}): Packet => ({
  type: 'connack',
  sessionPresent: false,
  reasonCode: 0,
  properties: [],
  ...more,
});
export const publish = (payload: string, topic = 'plant/oven'): PublishPacket => ({
  type: 'publish',
  dup: false,
  qos: 1,
  retain: false,
  topic,
  packetId: 7,
  payload: new TextEncoder().encode(payload),
  properties: [],
});

export type Said = readonly [at: number, sender: Sender, packet: Packet | Uint8Array];

/** @param time time of the end, ms */
export function causeAfter(
  said: readonly Said[],
  time: number,
  end: Partial<TransportEnd> = {},
  version: ProtocolVersion = 5,
): EndCause {
  const watch = new ConnectionWatch(0);
  for (const [at, sender, packet] of said) {
    const bytes = packet instanceof Uint8Array ? packet : encode(packet, version);
    // Single bytes, because chunk boundaries must not matter.
    for (const byte of bytes) watch.passed(sender, Uint8Array.of(byte), at);
  }
  const cause = causeOf(watch, { by: 'server', how: 'closed', time, ...end });
  expect(isEndCause(JSON.parse(JSON.stringify(cause)))).toBe(true);
  return cause;
}

export const greeted: readonly Said[] = [
  [0, 'client', connect()],
  [10, 'server', connack()],
];
