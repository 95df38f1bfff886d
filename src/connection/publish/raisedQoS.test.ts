/** The untouched `#` in MQTT 5: subscribed with QoS 0, then with a higher QoS. */
import { describe, expect, test } from 'vitest';
import type { SubscribePacket } from '../../mqtt/tables/packet.ts';
import { plainSubscription, UNTOUCHED } from '../../profiles/settings/plainSubscription.ts';
import type { PeerConnection } from '../peer.testkit.ts';
import {
  type ConnectOptions,
  connected,
  reconnected,
  type Scene,
  scene,
} from '../scene.testkit.ts';

const statuses = ({ client }: Scene) => client.dispatch.live.subscriptions.statuses;
const failures = ({ client }: Scene) =>
  client.events.filter(({ kind }) => kind === 'stays-at-most-once').length;

/** Grants the next SUBSCRIBE, which must be for `#` alone. */
async function grant(
  { client }: Scene,
  far: PeerConnection,
  code: number,
): Promise<SubscribePacket['subscriptions'][number] | undefined> {
  const { packetId, subscriptions } = await far.next('subscribe');
  expect(subscriptions.map(({ filter }) => filter)).toEqual(['#']);
  const from = client.events.length;
  far.send({ type: 'suback', packetId, properties: [], reasonCodes: [code] });
  await client.event('subscriptions', from);
  return subscriptions[0];
}

async function begun(options: ConnectOptions = {}): Promise<{ stage: Scene; far: PeerConnection }> {
  const stage = await scene(5);
  const far = await connected(stage, 5, {
    ...options,
    settings: { subscriptions: [UNTOUCHED], ...options.settings },
  });
  expect(await grant(stage, far, 0)).toMatchObject({ qos: 0, retainHandling: 0 });
  return { stage, far };
}

/** The next packet of the client is this PUBLISH, so it has sent nothing else. */
async function sentNothing({ client }: Scene, far: PeerConnection): Promise<void> {
  client.publish(99, { qos: 0 });
  await far.next('publish');
}

/** Lets a retained message arrive. */
async function retained({ client }: Scene, far: PeerConnection, topic: string): Promise<void> {
  const count = async () => (await client.ask({ kind: 'window', request: {} })).counters.messages;
  const before = await count();
  far.send({
    type: 'publish',
    dup: false,
    qos: 0,
    retain: true,
    topic,
    properties: [],
    payload: new Uint8Array(1),
  });
  while ((await count()) === before) await new Promise((go) => setImmediate(go));
}

test('subscribes again with QoS 2 and Retain Handling 1 after a second without a retained message', async () => {
  const { stage, far } = await begun();
  expect(statuses(stage)).toEqual([
    { subscription: UNTOUCHED, state: { kind: 'granted', qos: 0, raises: true } },
  ]);
  stage.clock.advance(999);
  await sentNothing(stage, far);
  stage.clock.advance(1);
  expect(await grant(stage, far, 2)).toEqual({
    filter: '#',
    qos: 2,
    noLocal: false,
    retainAsPublished: true,
    retainHandling: 1,
  });
  // One subscription, with the granted QoS.
  expect(statuses(stage)).toEqual([
    { subscription: UNTOUCHED, state: { kind: 'granted', qos: 2 } },
  ]);
  stage.clock.advance(20_000);
  await sentNothing(stage, far);
  expect(failures(stage)).toBe(0);
});

test('waits for retained messages, for at most ten seconds', async () => {
  const { stage, far } = await begun();
  stage.clock.advance(700);
  await retained(stage, far, 'a');
  stage.clock.advance(999);
  await sentNothing(stage, far);
  stage.clock.advance(1);
  expect(await grant(stage, far, 2)).toMatchObject({ qos: 2 });

  const busy = await begun();
  for (let ms = 0; ms < 9500; ms += 500) {
    await retained(busy.stage, busy.far, `b/${ms}`);
    busy.stage.clock.advance(500);
  }
  await retained(busy.stage, busy.far, 'last');
  await sentNothing(busy.stage, busy.far);
  busy.stage.clock.advance(500);
  expect(await grant(busy.stage, busy.far, 2)).toMatchObject({ qos: 2 });
});

test.each([1, 0] as const)('requests at most the Maximum QoS of the CONNACK: %i', async (value) => {
  const { stage, far } = await begun({
    connack: { properties: [{ name: 'maximumQoS', value }] },
  });
  stage.clock.advance(1000);
  const second = value === 1 ? await grant(stage, far, 1) : undefined;
  expect(second?.qos).toBe(value === 1 ? 1 : undefined);
  await sentNothing(stage, far);
  expect(statuses(stage)[0]?.state).toEqual({ kind: 'granted', qos: value });
  expect(failures(stage)).toBe(0);
});

describe('QoS 0 stays, is reported once, and is not tried again', () => {
  const stays = [{ subscription: plainSubscription('#', 0), state: { kind: 'granted', qos: 0 } }];

  /** Loses the connection, and returns the next one once `#` is granted. */
  async function another(stage: Scene, far: PeerConnection): Promise<PeerConnection> {
    far.cut();
    const next = await reconnected(stage, {});
    await grant(stage, next, 0);
    return next;
  }

  async function isOver(stage: Scene, far: PeerConnection): Promise<void> {
    expect(statuses(stage)).toEqual(stays);
    expect(failures(stage)).toBe(1);
    const next = await another(stage, far);
    stage.clock.advance(20_000);
    await sentNothing(stage, next);
    expect(failures(stage)).toBe(1);
    expect(statuses(stage)).toEqual(stays);
  }

  test.each([0x80, 0x87, 0])('if the answer is %i', async (code) => {
    const { stage, far } = await begun();
    stage.clock.advance(1000);
    expect(await grant(stage, far, code)).toMatchObject({ qos: 2 });
    await isOver(stage, far);
  });

  test('without an answer in five seconds; a late one still says which QoS applies', async () => {
    const { stage, far } = await begun();
    stage.clock.advance(1000);
    const { packetId } = await far.next('subscribe');
    stage.clock.advance(4999);
    expect(failures(stage)).toBe(0);
    stage.clock.advance(1);
    await isOver(stage, far);

    const late = await begun();
    late.stage.clock.advance(6000);
    await late.far.next('subscribe');
    const from = late.stage.client.events.length;
    late.far.send({ type: 'suback', packetId, properties: [], reasonCodes: [2] });
    await late.stage.client.event('subscriptions', from);
    expect(statuses(late.stage)[0]?.state).toEqual({ kind: 'granted', qos: 2 });
  });

  test.each([
    ['before the answer', false, 0],
    ['within a second, although it was granted', true, 1000],
  ])('if the connection ends %s', async (_when, isGranted, ms) => {
    const { stage, far } = await begun();
    stage.clock.advance(1000);
    if (isGranted) await grant(stage, far, 2);
    else await far.next('subscribe');
    stage.clock.advance(ms);
    far.cut();
    await stage.client.state('waiting');
    expect(failures(stage)).toBe(1);
    const next = await reconnected(stage, {});
    await grant(stage, next, 0);
    expect(statuses(stage)).toEqual(stays);
    stage.clock.advance(20_000);
    await sentNothing(stage, next);
  });
});

test('an end that it did not cause lets the next connection try again', async () => {
  const { stage, far } = await begun();
  stage.clock.advance(1000);
  await grant(stage, far, 2);
  stage.clock.advance(1001);
  far.cut();
  const second = await reconnected(stage, {});
  await grant(stage, second, 0);
  stage.clock.advance(1000);
  await second.next('subscribe');
  // The server shuts down.
  second.send({ type: 'disconnect', reasonCode: 0x8b, properties: [] });
  await stage.client.until(() => stage.client.current?.kind === 'waiting' || undefined);
  expect(failures(stage)).toBe(0);
  expect(statuses(stage)[0]?.subscription).toEqual(UNTOUCHED);
});

test('what the user does with the filter replaces the second SUBSCRIBE', async () => {
  const { stage, far } = await begun();
  stage.client.send({ kind: 'subscribe', subscription: plainSubscription('#', 1) });
  await grant(stage, far, 1);
  stage.clock.advance(20_000);
  await sentNothing(stage, far);

  const late = await begun();
  late.stage.clock.advance(1000);
  const second = await late.far.next('subscribe');
  late.stage.client.send({ kind: 'unsubscribe', filter: '#' });
  await late.far.next('unsubscribe');
  const { packetId } = second;
  late.far.send({ type: 'suback', packetId, properties: [], reasonCodes: [0x87] });
  late.stage.clock.advance(20_000);
  await sentNothing(late.stage, late.far);
  expect(statuses(late.stage)).toEqual([]);
  expect(failures(late.stage)).toBe(0);
});

test.each([
  ['in 3.1.1', 4, UNTOUCHED, {}],
  ['of a filter that the user chose', 5, plainSubscription('#', 0), {}],
  ['in a session that outlives the connection', 5, UNTOUCHED, { sessionExpiry: 60 }],
] as const)('the QoS %s stays', async (_which, version, subscription, settings) => {
  const stage = await scene(version);
  const far = await connected(stage, version, {
    settings: { ...settings, subscriptions: [subscription] },
  });
  expect(await grant(stage, far, 0)).toMatchObject({ qos: 0 });
  stage.clock.advance(20_000);
  await sentNothing(stage, far);
  expect(statuses(stage)).toEqual([{ subscription, state: { kind: 'granted', qos: 0 } }]);
});

test('a session that the broker kept keeps its QoS', async () => {
  const stage = await scene(5);
  const far = await connected(stage, 5, {
    settings: { cleanStart: false, subscriptions: [UNTOUCHED] },
    connack: { sessionPresent: true },
  });
  expect(await grant(stage, far, 0)).toMatchObject({ qos: 0 });
  stage.clock.advance(20_000);
  await sentNothing(stage, far);
});
