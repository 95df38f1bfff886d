/** Checks that mqtt.js writes a packet exactly as requested or leaves it to our encoder. */
import { once } from 'node:events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joined } from '../../base/bytes.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { arbitraryConnect, arbitraryVersion } from '../../mqtt/tables/packet.testkit.ts';
import type { ConnectPacket, ProtocolVersion, SubscribePacket } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { ACCEPTED } from '../accepted.testkit.ts';
import { MqttJsClient } from './mqttjs.ts';

const CONNECT: ConnectPacket = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 0,
  clientId: 'tester',
  properties: [],
};

const pair = (key: string, value: string): Property => ({
  name: 'userProperty',
  value: [key, value],
});

/** A client of mqtt.js that has written its CONNECT. */
function opened(connect: ConnectPacket, version: ProtocolVersion) {
  const pieces: Uint8Array[] = [];
  const ready = new EventTarget();
  const client = new MqttJsClient(
    {
      version,
      connect,
      sent: { offered: 0, taken: 0 },
      every: () => () => undefined,
      nextTurn: setImmediate,
    },
    {
      written: (bytes) => pieces.push(bytes.slice()),
      ready: () => ready.dispatchEvent(new Event('ready')),
      keepAliveExpired: () => undefined,
      gaveUp: (message) => {
        throw new Error(message);
      },
      complained: () => undefined,
    },
  );
  client.opened();
  return { client, ready, taken: () => joined(pieces.splice(0)) };
}

test('mqtt.js writes the same CONNECT as our encoder', () => {
  let written = 0;
  const connects = arbitraryVersion.chain((version) =>
    arbitraryConnect(version).map((packet) => ({ version, packet })),
  );
  fc.assert(
    fc.property(connects, ({ version, packet }) => {
      const { client, taken } = opened(packet, version);
      const ours = encode(packet, version);
      if (client.writesConnect) written += 1;
      expect(client.writesConnect ? taken() : ours).toEqual(ours);
      client.end();
    }),
    { numRuns: tries(600) },
  );
  expect(written).toBeGreaterThan(10);
});

test.each([
  ['an empty client identifier without clean start', { clientId: '', cleanStart: false }],
  ['a password without a user name', { password: new Uint8Array(1) }],
  ['user properties out of order', { properties: [pair('z', '1'), pair('a', ''), pair('z', '2')] }],
  ['user properties that look like numbers', { properties: [pair('z', ''), pair('1', '')] }],
  ['a Receive Maximum of 0', { properties: [{ name: 'receiveMaximum', value: 0 }] }],
] as const)('mqtt.js does not write %s', (_, more) => {
  const { client } = opened({ ...CONNECT, ...more }, 5);
  expect(client.writesConnect).toBe(false);
  client.end();
});

test('mqtt.js writes the same SUBSCRIBE as our encoder, which writes filters that mqtt.js would reorder', async () => {
  const { client, ready, taken } = opened(CONNECT, 5);
  client.receive(new Uint8Array(encode(ACCEPTED, 5)).buffer);
  await once(ready, 'ready');
  taken();
  const subscribe = (...filters: readonly string[]): SubscribePacket => ({
    type: 'subscribe',
    packetId: 7,
    properties: [{ name: 'subscriptionIdentifier', value: 300 }, pair('a', 'b')],
    subscriptions: filters.map((filter, at) => ({
      filter,
      qos: at === 0 ? 2 : 1,
      noLocal: at === 0,
      retainAsPublished: at !== 0,
      retainHandling: at === 0 ? 0 : 2,
    })),
  });
  for (const filters of [['a/#'], ['b', 'a', '__proto__'], ['$share/g/t']]) {
    expect(client.subscribe(subscribe(...filters))).toBe(true);
    expect(taken()).toEqual(encode(subscribe(...filters), 5));
  }
  for (const filters of [['resubscribe'], ['b', '1'], ['a', 'a']]) {
    expect(client.subscribe(subscribe(...filters))).toBe(false);
  }
  client.unsubscribe(8, ['b', '1']);
  expect(taken()).toEqual(
    encode({ type: 'unsubscribe', packetId: 8, properties: [], filters: ['b', '1'] }, 5),
  );
  client.end();
});
