import { afterEach, describe, expect, test } from 'vitest';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { settingsFor, TestClient } from '../client.testkit.ts';
import { Peer } from '../peer.testkit.ts';

let peer: Peer | undefined;
let client: TestClient | undefined;

async function begin(version: ProtocolVersion): Promise<{ peer: Peer; client: TestClient }> {
  peer = await Peer.listen(version);
  client = new TestClient();
  return { peer, client };
}

afterEach(async () => {
  await client?.end();
  await peer?.close();
  client = undefined;
  peer = undefined;
});

describe.each([3, 4, 5] as const)('version %i', (version) => {
  test('connects, subscribes, publishes at each QoS, and receives', async () => {
    const { peer, client } = await begin(version);
    client.connect(
      settingsFor(peer.url, {
        version,
        subscriptions: [
          { filter: '#', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 },
        ],
      }),
    );
    const far = await peer.connection();
    expect(far.subprotocol).toBe(version === 3 ? 'mqttv3.1' : 'mqtt');
    const connect = await far.accept();
    expect(connect.protocolName).toBe(version === 3 ? 'MQIsdp' : 'MQTT');
    expect(connect.clientId).toBe('tester');
    const state = await client.state('connected');
    expect(state).toMatchObject({ sessionPresent: false, sessionLost: false, keepAlive: 60 });
    const subscribe = await far.next('subscribe');
    expect(subscribe.subscriptions).toEqual([
      { filter: '#', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 },
    ]);
    far.send({ type: 'suback', packetId: subscribe.packetId, properties: [], reasonCodes: [1] });
    await client.until((event) =>
      event.kind === 'subscriptions' && event.subscriptions[0]?.state.kind === 'granted'
        ? true
        : undefined,
    );

    client.publish(1, { qos: 0 });
    expect(await far.next('publish')).toMatchObject({ qos: 0, topic: 'a/b' });
    expect((await client.outcome(1, 'sent')).packet).toBeGreaterThan(3);

    client.publish(2, { qos: 1 });
    const one = await far.next('publish');
    expect(one).toMatchObject({
      qos: 1,
      dup: false,
      topic: 'a/b',
      payload: new Uint8Array([0x31]),
    });
    far.send({ type: 'puback', packetId: one.packetId ?? 0 });
    expect((await client.outcome(2, 'acknowledged')).ms).toBeGreaterThan(0);
    expect(client.outcomes(2)).toEqual(['in-flight', 'acknowledged']);

    client.publish(3, { qos: 2 });
    const two = await far.next('publish');
    far.send({ type: 'pubrec', packetId: two.packetId ?? 0 });
    expect((await far.next('pubrel')).packetId).toBe(two.packetId);
    far.send({ type: 'pubcomp', packetId: two.packetId ?? 0 });
    await client.outcome(3, 'acknowledged');

    far.send(
      {
        type: 'publish',
        dup: false,
        qos: 0,
        retain: false,
        topic: 'x/0',
        properties: [],
        payload: new Uint8Array(3),
      },
      {
        type: 'publish',
        dup: false,
        qos: 1,
        retain: false,
        topic: 'x/1',
        packetId: 7,
        properties: [],
        payload: new Uint8Array(3),
      },
      {
        type: 'publish',
        dup: false,
        qos: 2,
        retain: false,
        topic: 'x/2',
        packetId: 8,
        properties: [],
        payload: new Uint8Array(3),
      },
    );
    expect((await far.next('puback')).packetId).toBe(7);
    expect((await far.next('pubrec')).packetId).toBe(8);
    far.send({ type: 'pubrel', packetId: 8 });
    expect((await far.next('pubcomp')).packetId).toBe(8);
    const { counters } = await client.ask({ kind: 'window', request: {} });
    expect(counters).toMatchObject({ topics: 3, messages: 3 });

    client.send({ kind: 'disconnect' });
    await far.next('disconnect');
    await far.closed();
    expect(await client.state('closed')).toEqual({ kind: 'closed', failure: undefined });
  });
});

test('the worker of a read-only connection publishes nothing; reconnected without the option, it does', async () => {
  const { peer, client } = await begin(5);
  client.connect(settingsFor(peer.url, { version: 5, readOnly: true }));
  const far = await peer.connection();
  await far.accept();
  await client.state('connected');
  client.publish(1, { qos: 0 });
  client.publish(2, { qos: 1 });
  // Reported in sequence.
  for (const id of [1, 2]) expect((await client.outcome(id, 'not-sent')).why.key).toBe('read-only');
  client.connect(settingsFor(peer.url, { version: 5 }));
  const again = await peer.connection();
  await again.accept();
  await client.state('connected');
  client.publish(3, { qos: 0 });
  // The first packet.
  expect(await again.next('publish')).toMatchObject({ qos: 0, topic: 'a/b' });
  await client.outcome(3, 'sent');
});

test('sends the DISCONNECT that the user chose', async () => {
  const { peer, client } = await begin(5);
  client.connect(settingsFor(peer.url));
  const far = await peer.connection();
  await far.accept();
  await client.state('connected');
  const properties = [
    { name: 'sessionExpiryInterval', value: 0 },
    { name: 'userProperty', value: ['why', 'a test'] },
  ] as const;
  client.send({ kind: 'disconnect', farewell: { reasonCode: 0x04, properties } });
  expect(await far.next('disconnect')).toEqual({
    type: 'disconnect',
    reasonCode: 0x04,
    properties,
  });
  expect(client.current).toEqual({ kind: 'closed', failure: undefined });
});
