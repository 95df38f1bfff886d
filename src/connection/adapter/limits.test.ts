/** Server limits that mqtt.js does not respect or would lose. */
import { describe, expect, test, vi } from 'vitest';
import type { Property } from '../../mqtt/tables/properties.ts';
import { connected, reconnected, scene } from '../scene.testkit.ts';

describe('limits announced by the server', () => {
  test('keeps no more messages in flight than Receive Maximum allows [MQTT-3.3.4-7]', async () => {
    const stage = await scene(5);
    const { client } = stage;
    const far = await connected(stage, 5, {
      connack: { properties: [{ name: 'receiveMaximum', value: 2 }] },
    });
    for (let id = 1; id <= 6; id++)
      client.publish(id, { qos: id % 2 === 0 ? 2 : 1, topic: `t/${id.toString()}` });
    client.publish(7, { qos: 0, topic: 'free' });
    const one = await far.next('publish');
    const two = await far.next('publish');
    expect([one.topic, two.topic]).toEqual(['t/1', 't/2']);
    expect(await far.next('publish')).toMatchObject({ qos: 0, topic: 'free' });
    expect(client.outcomes(3)).toEqual(['queued']);
    far.send({ type: 'pubrec', packetId: two.packetId ?? 0 });
    await far.next('pubrel');
    expect(far.waiting).toBe(0);
    far.send({ type: 'puback', packetId: one.packetId ?? 0 });
    expect((await far.next('publish')).topic).toBe('t/3');
    far.send({ type: 'pubcomp', packetId: two.packetId ?? 0 });
    expect((await far.next('publish')).topic).toBe('t/4');
  });

  test('applies Receive Maximum to redelivered messages', async () => {
    const stage = await scene(5);
    const { client } = stage;
    const first = await connected(stage, 5, { settings: { cleanStart: false, sessionExpiry: 60 } });
    for (let id = 1; id <= 3; id++) client.publish(id, { qos: 1, topic: `t/${id.toString()}` });
    for (let id = 1; id <= 3; id++) await first.next('publish');
    first.cut();
    const second = await reconnected(stage, {
      sessionPresent: true,
      properties: [{ name: 'receiveMaximum', value: 1 }],
    });
    for (let id = 1; id <= 3; id++) {
      const publish = await second.next('publish');
      expect(publish).toMatchObject({ topic: `t/${id.toString()}`, dup: true });
      expect(second.waiting).toBe(0);
      second.send({ type: 'puback', packetId: publish.packetId ?? 0 });
    }
    await client.outcome(3, 'acknowledged');
  });

  test('does not send a QoS above Maximum QoS, and states the reason [MQTT-3.2.2-11]', async () => {
    const stage = await scene(5);
    const { client } = stage;
    const far = await connected(stage, 5, {
      connack: { properties: [{ name: 'maximumQoS', value: 1 }] },
    });
    expect(await client.state('connected')).toMatchObject({ maximumQoS: 1 });
    client.publish(1, { qos: 2 });
    expect((await client.outcome(1, 'not-sent')).why).toEqual({
      key: 'qos-too-high',
      args: { most: 1 },
    });
    client.publish(2, { qos: 1, topic: 'allowed' });
    expect((await far.next('publish')).topic).toBe('allowed');
  });

  test('sends no retained messages if Retain Available is 0 [MQTT-3.2.2-14]', async () => {
    const stage = await scene(5);
    const { client } = stage;
    await connected(stage, 5, { connack: { properties: [{ name: 'retainAvailable', value: 0 }] } });
    expect(await client.state('connected')).toMatchObject({ retainAvailable: false });
    client.publish(1, { qos: 0, retain: true });
    expect((await client.outcome(1, 'not-sent')).why).toEqual({ key: 'no-retain', args: {} });
  });

  test('does not send a packet above Maximum Packet Size [MQTT-3.2.2-15]', async () => {
    const stage = await scene(5);
    const { client } = stage;
    await connected(stage, 5, {
      connack: { properties: [{ name: 'maximumPacketSize', value: 64 }] },
    });
    client.publish(1, { qos: 1, payload: new Uint8Array(64) });
    expect((await client.outcome(1, 'not-sent')).why).toMatchObject({ key: 'packet-too-large' });
  });

  test('sends no alias above Topic Alias Maximum, and no undefined alias [MQTT-3.2.2-17]', async () => {
    const stage = await scene(5);
    const { client } = stage;
    const far = await connected(stage, 5, {
      connack: { properties: [{ name: 'topicAliasMaximum', value: 2 }] },
    });
    const alias = (value: number): readonly Property[] => [{ name: 'topicAlias', value }];
    client.publish(1, { qos: 0, properties: alias(3) });
    expect((await client.outcome(1, 'not-sent')).why).toEqual({
      key: 'alias-too-high',
      args: { most: 2 },
    });
    client.publish(2, { qos: 0, topic: '', properties: alias(1) });
    expect((await client.outcome(2, 'not-sent')).why).toEqual({ key: 'alias-undefined', args: {} });
    client.publish(3, { qos: 1, topic: 'long/name', properties: alias(1) });
    client.publish(4, { qos: 1, topic: '', properties: alias(1) });
    expect(await far.next('publish')).toMatchObject({ topic: 'long/name', properties: alias(1) });
    expect(await far.next('publish')).toMatchObject({ topic: '', properties: alias(1) });
  });

  test('a redelivered PUBLISH has its full topic, because aliases end with the connection', async () => {
    const stage = await scene(5);
    const { client } = stage;
    const properties = [
      { name: 'topicAlias', value: 1 },
      { name: 'contentType', value: 'x' },
    ] as const;
    const connack = { properties: [{ name: 'topicAliasMaximum', value: 2 }] } as const;
    const first = await connected(stage, 5, {
      connack,
      settings: { cleanStart: false, sessionExpiry: 60 },
    });
    client.publish(1, { qos: 0, topic: 'long/name', properties });
    client.publish(2, { qos: 1, topic: '', properties });
    await first.next('publish');
    await first.next('publish');
    first.cut();
    const second = await reconnected(stage, { sessionPresent: true, ...connack });
    expect(await second.next('publish')).toMatchObject({
      topic: 'long/name',
      dup: true,
      properties: [{ name: 'contentType', value: 'x' }],
    });
  });
});

test('keeps the order of user properties, also of a will and of numeric names', async () => {
  const stage = await scene(5);
  const pair = (name: string, value: string): Property => ({
    name: 'userProperty',
    value: [name, value],
  });
  const properties = [
    pair('z', '1'),
    pair('10', 'a'),
    pair('z', '2'),
    pair('2', 'b'),
    pair('__proto__', 'c'),
  ];
  const { client, peer } = stage;
  const { settingsFor } = await import('../client.testkit.ts');
  client.connect(
    settingsFor(peer.url, {
      will: { topic: 'w', payload: new Uint8Array(1), qos: 1, retain: false, properties },
    }),
  );
  const far = await peer.connection();
  expect((await far.accept()).will?.properties).toEqual(properties);
  await client.state('connected');
  for (const qos of [0, 1, 2] as const) {
    client.publish(qos, { qos, properties });
    expect((await far.next('publish')).properties).toEqual(properties);
  }
});

test('a full socket does not block the client', async () => {
  const stage = await scene(5);
  const { client } = stage;
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const far = await connected(stage, 5);
  for (let id = 1; id <= 8; id++) {
    client.publish(id, { qos: 0, payload: new Uint8Array(1024 * 1024) });
  }
  far.send({
    type: 'publish',
    dup: false,
    qos: 1,
    retain: false,
    topic: 't',
    packetId: 5,
    properties: [],
    payload: new Uint8Array(1),
  });
  for (let id = 1; id <= 8; id++) await far.next('publish');
  expect((await far.next('puback')).packetId).toBe(5);
  // mqtt.js waits a whole second if it sees a backlog above 512 KiB.
  expect(timers.mock.calls.map(([, delay]) => delay)).not.toContain(1000);
  timers.mockRestore();
});
