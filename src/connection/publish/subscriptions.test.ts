import { describe, expect, test } from 'vitest';
import type { SubscriptionSetting } from '../../profiles/settings/settings.ts';
import type { TestClient } from '../client.testkit.ts';
import { connected, reconnected, scene } from '../scene.testkit.ts';

const to = (filter: string, more: Partial<SubscriptionSetting> = {}): SubscriptionSetting => ({
  filter,
  qos: 0,
  noLocal: false,
  retainAsPublished: false,
  retainHandling: 0,
  ...more,
});

const stateOf = (client: TestClient, filter: string): unknown =>
  client.dispatch.live.subscriptions.statuses.find(
    ({ subscription }) => subscription.filter === filter,
  )?.state;

describe.each([3, 4, 5] as const)('version %i', (version) => {
  test('sends a repeated subscription with a lower QoS', async () => {
    const stage = await scene(version);
    const { client } = stage;
    const far = await connected(stage, version);
    for (const qos of [2, 0, 1, 1] as const) {
      client.send({ kind: 'subscribe', subscription: to('a/b', { qos }) });
      const { packetId, subscriptions } = await far.next('subscribe');
      expect(subscriptions).toEqual([to('a/b', { qos })]);
      const from = client.events.length;
      far.send({ type: 'suback', packetId, properties: [], reasonCodes: [qos] });
      await client.event('subscriptions', from);
      expect(stateOf(client, 'a/b')).toEqual({ kind: 'granted', qos });
    }
  });

  test('accepts names with a meaning in JavaScript', async () => {
    const stage = await scene(version);
    const { client } = stage;
    const far = await connected(stage, version);
    for (const filter of ['__proto__', 'constructor', 'resubscribe', 'toString']) {
      client.send({ kind: 'subscribe', subscription: to(filter) });
      expect((await far.next('subscribe')).subscriptions[0]?.filter).toBe(filter);
    }
  });

  test('sends at most eight filters in a SUBSCRIBE, after each CONNACK without a session', async () => {
    const stage = await scene(version);
    const subscriptions = Array.from({ length: 20 }, (_, index) => to(`t/${index.toString()}`));
    const first = await connected(stage, version, { settings: { subscriptions } });
    const sizes = async (far: typeof first): Promise<readonly number[]> => {
      const list: number[] = [];
      for (let n = 0; n < 3; n++) {
        const { packetId, subscriptions: asked } = await far.next('subscribe');
        list.push(asked.length);
        far.send({ type: 'suback', packetId, properties: [], reasonCodes: asked.map(() => 0) });
      }
      return list;
    };
    expect(await sizes(first)).toEqual([8, 8, 4]);
    await stage.client.until((event) =>
      event.kind === 'subscriptions' &&
      event.subscriptions.every(({ state }) => state.kind === 'granted')
        ? true
        : undefined,
    );
    first.cut();
    expect(await sizes(await reconnected(stage, {}))).toEqual([8, 8, 4]);
  });

  test('combines concurrent requests in one SUBSCRIBE, at most eight', async () => {
    const stage = await scene(version);
    const far = await connected(stage, version);
    const subscriptions = Array.from({ length: 9 }, (_, index) => to(`t/${index.toString()}`));
    stage.client.send({ kind: 'subscribe-all', subscriptions });
    expect((await far.next('subscribe')).subscriptions).toEqual(subscriptions.slice(0, 8));
    expect((await far.next('subscribe')).subscriptions).toEqual(subscriptions.slice(8));
  });

  test('unsubscribing', async () => {
    const stage = await scene(version);
    const { client } = stage;
    const far = await connected(stage, version, { settings: { subscriptions: [to('x')] } });
    const { packetId } = await far.next('subscribe');
    far.send({ type: 'suback', packetId, properties: [], reasonCodes: [0] });
    await client.until(() => (stateOf(client, 'x') !== undefined ? true : undefined));
    client.send({ kind: 'unsubscribe', filter: 'x' });
    const unsubscribe = await far.next('unsubscribe');
    expect(unsubscribe.filters).toEqual(['x']);
    expect(stateOf(client, 'x')).toBeUndefined();
    far.send({
      type: 'unsuback',
      packetId: unsubscribe.packetId,
      properties: [],
      reasonCodes: version === 5 ? [0] : [],
    });
    client.publish(1, { qos: 0 });
    await far.next('publish');
  });
});

/** MQTT 3.1 has no code for it. */
test.each([4, 5] as const)('version %i: a rejected filter', async (version) => {
  const stage = await scene(version);
  const { client } = stage;
  const far = await connected(stage, version, {
    settings: { subscriptions: [to('yes'), to('no')] },
  });
  const { packetId } = await far.next('subscribe');
  const refusal = version === 5 ? 0x87 : 0x80;
  const properties = version === 5 ? ([{ name: 'reasonString', value: 'not yours' }] as const) : [];
  const from = client.events.length;
  far.send({ type: 'suback', packetId, properties, reasonCodes: [0, refusal] });
  await client.event('subscriptions', from);
  expect(stateOf(client, 'yes')).toEqual({ kind: 'granted', qos: 0 });
  expect(stateOf(client, 'no')).toEqual({
    kind: 'refused',
    code: refusal,
    reasonString: version === 5 ? 'not yours' : undefined,
  });
});

test('sends MQTT 5 options, and again if only these change', async () => {
  const stage = await scene(5);
  const { client } = stage;
  const far = await connected(stage, 5);
  for (const options of [
    { noLocal: true },
    { retainAsPublished: true },
    { retainHandling: 2 },
  ] as const) {
    client.send({ kind: 'subscribe', subscription: to('a', options) });
    expect((await far.next('subscribe')).subscriptions).toEqual([to('a', options)]);
  }
});

test('MQTT-3.8.4-6: a SUBACK with another number of codes than filters ends the connection', async () => {
  const stage = await scene(5);
  const { client } = stage;
  const far = await connected(stage, 5, { settings: { subscriptions: [to('a'), to('b')] } });
  const { packetId } = await far.next('subscribe');
  far.send({ type: 'suback', packetId, properties: [], reasonCodes: [0] });
  await far.next('disconnect');
  expect((await client.state('closed')).failure?.kind).toBe('broken');
});

test('without a connection, waits, and keeps a subscription that the session holds', async () => {
  const stage = await scene(5);
  const { client } = stage;
  const kept = { cleanStart: false, sessionExpiry: 60, subscriptions: [to('old')] };
  const first = await connected(stage, 5, { settings: kept });
  const { packetId } = await first.next('subscribe');
  const from = client.events.length;
  first.send({ type: 'suback', packetId, properties: [], reasonCodes: [0] });
  await client.event('subscriptions', from);
  first.cut();
  await client.state('waiting');
  client.send({ kind: 'subscribe', subscription: to('new') });
  client.send({ kind: 'unsubscribe', filter: 'old' });
  expect(stateOf(client, 'new')).toEqual({ kind: 'waiting' });
  const second = await reconnected(stage, { sessionPresent: true });
  expect((await second.next('subscribe')).subscriptions).toEqual([to('new')]);
  expect((await second.next('unsubscribe')).filters).toEqual(['old']);
});

test('subscribes again if a CONNECT without CONNACK may have started a session', async () => {
  const stage = await scene(5);
  const { client, clock, peer } = stage;
  const kept = { cleanStart: false, sessionExpiry: 60, subscriptions: [to('old')] };
  const first = await connected(stage, 5, { settings: kept });
  const { packetId } = await first.next('subscribe');
  let from = client.events.length;
  first.send({ type: 'suback', packetId, properties: [], reasonCodes: [0] });
  await client.event('subscriptions', from);
  first.cut();
  const { delay } = await client.state('waiting');
  clock.advance(delay);
  const second = await peer.connection();
  await second.next('connect');
  from = client.events.length;
  second.cut();
  expect((await client.state('waiting', from)).failure.kind).toBe('no-connack');
  const third = await reconnected(stage, { sessionPresent: true });
  expect((await third.next('subscribe')).subscriptions).toEqual([to('old')]);
});

test('a rejected UNSUBSCRIBE restores the subscription', async () => {
  const stage = await scene(5);
  const { client } = stage;
  const far = await connected(stage, 5, { settings: { subscriptions: [to('x')] } });
  const { packetId } = await far.next('subscribe');
  let from = client.events.length;
  far.send({ type: 'suback', packetId, properties: [], reasonCodes: [0] });
  await client.event('subscriptions', from);
  client.send({ kind: 'unsubscribe', filter: 'x' });
  const unsubscribe = await far.next('unsubscribe');
  from = client.events.length;
  far.send({
    type: 'unsuback',
    packetId: unsubscribe.packetId,
    properties: [],
    reasonCodes: [0x87],
  });
  await client.event('subscriptions', from);
  expect(stateOf(client, 'x')).toEqual({ kind: 'granted', qos: 0 });
});

test.each(['', 'a/#/b', 'a+', 'a\u0000', '\ud800'])(
  'rejects %j as a filter with the reason, and sends nothing',
  async (filter) => {
    const stage = await scene(4);
    const { client } = stage;
    const far = await connected(stage, 4);
    client.send({ kind: 'subscribe', subscription: to(filter) });
    expect(stateOf(client, filter)).toMatchObject({ kind: 'not-sent' });
    client.publish(1, { qos: 0 });
    expect((await far.next('publish')).type).toBe('publish');
  },
);

test.each([
  ['a/#', 'no-wildcards', {}],
  ['$share/g/a/+', 'no-wildcards', {}],
  ['$share/g/a', 'no-shared', {}],
  ['$share/g/a', 'no-local-shared', { noLocal: true }],
] as const)('does not send %s, because this server would close (%s)', async (filter, key, more) => {
  const stage = await scene(5);
  const { client } = stage;
  const far = await connected(stage, 5, {
    connack: {
      properties: [
        { name: 'wildcardSubscriptionAvailable', value: 0 },
        { name: 'sharedSubscriptionAvailable', value: key === 'no-shared' ? 0 : 1 },
      ],
    },
    settings: { subscriptions: [to(filter, more)] },
  });
  expect(stateOf(client, filter)).toEqual({ kind: 'not-sent', why: { key, args: {} } });
  client.send({ kind: 'subscribe', subscription: to('plain') });
  expect((await far.next('subscribe')).subscriptions).toEqual([to('plain')]);
});

describe('MQTT 5', () => {
  const identified = (filter: string, value: number): SubscriptionSetting =>
    to(filter, { properties: [{ name: 'subscriptionIdentifier', value }] });

  test('the filters of a SUBSCRIBE share its properties', async () => {
    const stage = await scene(5);
    const subscriptions = [
      to('a'),
      to('b'),
      identified('c', 1),
      identified('d', 1),
      identified('e', 2),
    ];
    const far = await connected(stage, 5, { settings: { subscriptions } });
    const asked: unknown[] = [];
    for (let n = 0; n < 3; n++) {
      const { packetId, subscriptions: filters, properties } = await far.next('subscribe');
      asked.push([filters.map(({ filter }) => filter).join(), properties]);
      const reasonCodes = filters.map(() => 0);
      far.send({ type: 'suback', packetId, properties: [], reasonCodes });
    }
    expect(asked).toEqual([
      ['a,b', []],
      ['c,d', [{ name: 'subscriptionIdentifier', value: 1 }]],
      ['e', [{ name: 'subscriptionIdentifier', value: 2 }]],
    ]);
  });

  test('subscribes again for another identifier', async () => {
    const stage = await scene(5);
    const far = await connected(stage, 5);
    for (const value of [1, 2]) {
      stage.client.send({ kind: 'subscribe', subscription: identified('a', value) });
      expect((await far.next('subscribe')).properties).toEqual([
        { name: 'subscriptionIdentifier', value },
      ]);
    }
  });

  test('an identifier is not sent to a server that has none [3.2.2.3.12]', async () => {
    const stage = await scene(5);
    await connected(stage, 5, {
      connack: { properties: [{ name: 'subscriptionIdentifiersAvailable', value: 0 }] },
    });
    stage.client.send({ kind: 'subscribe', subscription: identified('a', 1) });
    expect(stateOf(stage.client, 'a')).toEqual({
      kind: 'not-sent',
      why: { key: 'no-identifiers', args: {} },
    });
  });
});
