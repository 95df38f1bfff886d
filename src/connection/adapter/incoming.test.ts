/** Packets that mqtt.js must not handle: aliases, malformed packets, AUTH. */
import { describe, expect, test } from 'vitest';
import type { Packet, PublishPacket } from '../../mqtt/tables/packet.ts';
import type { PeerConnection } from '../peer.testkit.ts';
import { type ConnectOptions, connected, type Scene, scene } from '../scene.testkit.ts';

const publish = (more: Partial<PublishPacket>): PublishPacket => ({
  type: 'publish',
  dup: false,
  qos: 0,
  retain: false,
  topic: 't',
  properties: [],
  payload: new Uint8Array([0x31]),
  ...more,
});
const alias = (value: number): PublishPacket['properties'] => [{ name: 'topicAlias', value }];

async function begin(options?: ConnectOptions): Promise<Scene & { readonly far: PeerConnection }> {
  const stage = await scene(5);
  return { ...stage, far: await connected(stage, 5, options) };
}

describe('topic aliases and the fast path', () => {
  test('a QoS 1 PUBLISH uses an alias that a QoS 0 PUBLISH defined', async () => {
    const { client, far } = await begin();
    far.send(publish({ topic: 'a/b', properties: alias(1) }));
    far.send(publish({ topic: '', properties: alias(1), qos: 1, packetId: 5 }));
    expect((await far.next('puback')).packetId).toBe(5);
    far.send(
      publish({ topic: '', properties: alias(1) }),
      publish({ topic: '', properties: alias(1), qos: 2, packetId: 6 }),
    );
    expect((await far.next('pubrec')).packetId).toBe(6);
    const reply = await client.ask({ kind: 'window', request: { topics: { first: 0, count: 9 } } });
    expect(reply.counters).toMatchObject({ topics: 1, messages: 4 });
    expect(client.current?.kind).toBe('connected');
  });

  test('MQTT-3.3.2-9: an alias above CONNECT’s limit ends the connection with 0x94', async () => {
    const { client, far } = await begin({ limits: { topicAliasMaximum: 3 } });
    far.send(publish({ properties: alias(4) }));
    expect((await far.next('disconnect')).reasonCode).toBe(0x94);
    expect(await client.state('closed')).toMatchObject({ failure: { kind: 'broken' } });
  });

  test('an undefined alias is a protocol error', async () => {
    const { client, far } = await begin();
    far.send(publish({ topic: '', properties: alias(1) }));
    expect((await far.next('disconnect')).reasonCode).toBe(0x82);
    const { failure } = await client.state('closed');
    expect(failure).toMatchObject({ kind: 'broken', packet: 3 });
  });
});

/** ms during which packets of a server that violated a rule are still received. */
const FAREWELL = 500;

const MALFORMED: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['QoS 3', [0x36, 5, 0, 1, 0x74, 0, 1]],
  ['a topic longer than the packet', [0x30, 4, 0, 9, 0x74, 0x74]],
  ['a wildcard in a topic name', [0x30, 4, 0, 1, 0x23, 0]],
  ['a topic that is not UTF-8', [0x30, 5, 0, 2, 0xc3, 0x28, 0]],
  ['an unknown property', [0x30, 6, 0, 1, 0x74, 2, 0x7f, 0]],
  ['PUBACK without an identifier', [0x40, 1, 0]],
  ['reserved flags', [0x41, 2, 0, 1]],
  ['packet type 0', [0x00, 0]],
  ['a remaining length of five bytes', [0x30, 0xff, 0xff, 0xff, 0xff, 0x01]],
];

describe('MQTT-4.13.1-1: malformed input', () => {
  test.each(MALFORMED)(
    '%s: DISCONNECT with the reason, the end, and the bytes in the capture',
    async (_name, bytes) => {
      const { client, far, clock } = await begin();
      far.raw(new Uint8Array(bytes));
      const { reasonCode } = await far.next('disconnect');
      expect(reasonCode).toBeGreaterThanOrEqual(0x81);
      const { failure } = await client.state('closed');
      clock.advance(FAREWELL);
      await far.closed();
      expect(failure?.kind).toBe('broken');
      const packet = failure?.kind === 'broken' ? failure.packet : undefined;
      expect([...(client.dispatch.capture.bytesOf(packet ?? 0) ?? [])]).toEqual(bytes);
    },
  );

  test('closes a 3.1.1 connection without DISCONNECT, so that the will is sent', async () => {
    const stage = await scene(4);
    const far = await connected(stage, 4);
    far.raw(new Uint8Array([0x36, 5, 0, 1, 0x74, 0, 1]));
    expect((await stage.client.state('closed')).failure?.kind).toBe('broken');
    stage.clock.advance(FAREWELL);
    await far.closed();
    expect(far.waiting).toBe(0);
  });

  test('the failure mentions the option to continue, if more packets could be read', async () => {
    const { client, far } = await begin();
    far.raw(Uint8Array.of(0, 0));
    expect((await client.state('closed')).failure).toMatchObject({ mayGoOn: true });
    const { settingsFor } = await import('../client.testkit.ts');
    const early = await scene(5);
    early.client.connect(settingsFor(early.peer.url));
    const before = await early.peer.connection();
    await before.next('connect');
    before.raw(Uint8Array.of(0, 0));
    expect((await early.client.state('closed')).failure).not.toHaveProperty('mayGoOn');
  });

  test('a text frame breaks MQTT-6.0.0-1', async () => {
    const { client, far } = await begin();
    far.text('hello');
    await far.next('disconnect');
    // The number after CONNECT and CONNACK.
    const packet = 3;
    expect((await client.state('closed')).failure).toMatchObject({
      kind: 'broken',
      statement: 'MQTT-6.0.0-1',
      packet,
    });
    const { capture } = client.dispatch;
    expect(capture.bytesOf(packet)).toEqual(new TextEncoder().encode('hello'));
    expect(capture.foundOn(packet)).toMatchObject([
      { rule: 'text-frame', severity: 'error', statement: 'MQTT-6.0.0-1' },
    ]);
  });

  test('records the rest of the frame without processing it', async () => {
    const { client, far, clock } = await begin();
    far.raw(new Uint8Array([0x36, 5, 0, 1, 0x74, 0, 1, 0x32, 7, 0, 1, 0x74, 0, 5, 0, 0x31]));
    await far.next('disconnect');
    clock.advance(FAREWELL);
    await far.closed();
    expect(far.waiting).toBe(0);
    // CONNECT, CONNACK, two packets, DISCONNECT.
    expect(client.dispatch.capture.counters(0).packets).toBe(5);
  });

  test('records later frames that the server sends before the close', async () => {
    const { client, far, clock } = await begin();
    far.raw(new Uint8Array([0x36, 5, 0, 1, 0x74, 0, 1]));
    await far.next('disconnect');
    const { capture } = client.dispatch;
    far.raw(new Uint8Array([0x41, 2, 0, 1]));
    far.raw(new Uint8Array([0x00, 0]));
    await expect.poll(() => capture.counters(0).packets).toBe(6);
    expect(client.current?.kind).toBe('closed');
    clock.advance(FAREWELL);
    await far.closed();
    expect(capture.foundOn(5)).not.toEqual([]);
    expect(capture.foundOn(6)).not.toEqual([]);
  });

  test('observing anyway: keeps and shows the packet, and continues the connection', async () => {
    const { client, far } = await begin({ observeMalformed: true });
    far.raw(new Uint8Array([0x36, 5, 0, 1, 0x74, 0, 1]));
    far.send(publish({ qos: 1, packetId: 4 }));
    expect((await far.next('puback')).packetId).toBe(4);
    expect(client.current?.kind).toBe('connected');
    expect([...(client.dispatch.capture.bytesOf(3) ?? [])]).toEqual([0x36, 5, 0, 1, 0x74, 0, 1]);
  });

  test.each([
    ['packet type 0', Uint8Array.of(0, 0)],
    ['bytes without packet boundaries', Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3)],
  ])(
    'observing anyway, after %s: packets acknowledged in the next frames are in the tree',
    async (_, bad) => {
      const { client, far } = await begin({ observeMalformed: true });
      far.raw(bad);
      for (const packetId of [1, 2, 3]) {
        far.send(publish({ topic: `a/${packetId}`, qos: 1, packetId }));
        expect((await far.next('puback')).packetId).toBe(packetId);
      }
      const reply = await client.ask({
        kind: 'window',
        request: { topics: { first: 0, count: 9 } },
      });
      expect(reply.counters).toMatchObject({ topics: 3, messages: 3 });
    },
  );

  test('observing anyway: shows and acknowledges the packet after a malformed one', async () => {
    const { client, far } = await begin({ observeMalformed: true });
    far.raw(Uint8Array.of(0, 0, 0x32, 7, 0, 1, 0x74, 0, 5, 0, 0x31));
    expect((await far.next('puback')).packetId).toBe(5);
    const reply = await client.ask({ kind: 'window', request: {} });
    expect(reply.counters).toMatchObject({ messages: 1 });
    const told = client.events.findLast((event) => event.kind === 'passed-over');
    expect(told).toEqual({ kind: 'passed-over', packets: 1 });
  });

  test('observing anyway: counts unframeable bytes, text frames and unexpected SUBACKs, and continues', async () => {
    const { client, far } = await begin({ observeMalformed: true });
    far.raw(Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3));
    far.text('hello');
    far.send({ type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] });
    client.send({
      kind: 'subscribe',
      subscription: {
        filter: 'a',
        qos: 0,
        noLocal: false,
        retainAsPublished: false,
        retainHandling: 0,
      },
    });
    const { packetId } = await far.next('subscribe');
    far.send({ type: 'suback', packetId, properties: [], reasonCodes: [0, 0] });
    far.send(publish({ qos: 1, packetId: 4 }));
    expect((await far.next('puback')).packetId).toBe(4);
    expect(client.current?.kind).toBe('connected');
    const told = client.events.findLast((event) => event.kind === 'passed-over');
    expect(told).toEqual({ kind: 'passed-over', packets: 4 });
  });

  test('observing anyway: a skipped PUBLISH is no message, and no rule looks for its subscription', async () => {
    const stage = await scene(4);
    const { client } = stage;
    const far = await connected(stage, 4, { observeMalformed: true });
    far.raw(Uint8Array.of(0x30, 4, 0, 1, 0x23, 0x78));
    await client.until((event) => (event.kind === 'passed-over' ? true : undefined));
    const reply = await client.ask({ kind: 'window', request: { topics: { first: 0, count: 9 } } });
    expect(reply.counters).toMatchObject({ topics: 0, messages: 0 });
    const found = client.dispatch.capture.foundOn(3);
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['topic-wildcard', 'error'],
    ]);
  });

  test('MQTT-3.1.2-24: a packet above our Maximum Packet Size ends the connection with 0x95', async () => {
    const { far } = await begin({ limits: { maximumPacketSize: 50 } });
    far.send(publish({ payload: new Uint8Array(80) }));
    expect((await far.next('disconnect')).reasonCode).toBe(0x95);
  });

  test('a connection cut in the middle of a packet leaves its bytes in the capture', async () => {
    const { client, far } = await begin();
    far.raw(new Uint8Array([0x30, 100, 0, 1, 0x74]));
    far.send();
    await new Promise((resolve) => setImmediate(resolve));
    far.cut();
    await client.state('waiting');
    expect([...(client.dispatch.capture.bytesOf(3) ?? [])]).toEqual([0x30, 100, 0, 1, 0x74]);
  });
});

const OUT_OF_PLACE: readonly Packet[] = [
  { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] },
  { type: 'pingreq' },
  {
    type: 'subscribe',
    packetId: 1,
    properties: [],
    subscriptions: [
      { filter: 'a', qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
    ],
  },
  { type: 'auth', reasonCode: 0x18, properties: [{ name: 'authenticationMethod', value: 'X' }] },
];

test.each(OUT_OF_PLACE)('an unexpected $type is a protocol error', async (packet) => {
  const { client, far } = await begin();
  far.send(packet);
  expect((await far.next('disconnect')).reasonCode).toBe(0x82);
  expect((await client.state('closed')).failure?.kind).toBe('broken');
});

test('MQTT-3.2.0-1: a packet before CONNACK is a protocol error', async () => {
  const { peer, client } = await scene(5);
  const { settingsFor } = await import('../client.testkit.ts');
  client.connect(settingsFor(peer.url));
  const far = await peer.connection();
  await far.next('connect');
  far.send(publish({}));
  expect((await client.state('closed')).failure).toMatchObject({ kind: 'broken', packet: 2 });
});

test('sends PUBREL in the order of PUBREC, also for a single message and a repeat in one frame [MQTT-4.6.0-4]', async () => {
  const stage = await scene(5);
  const { client } = stage;
  const far = await connected(stage, 5);
  const message = {
    id: 1,
    topic: 'single',
    payload: new Uint8Array(1),
    qos: 2,
    retain: false,
    properties: [],
  } as const;
  client.publish(1, message);
  client.send({
    kind: 'repeat',
    message: { ...message, id: 1000, topic: 'repeated' },
    every: 0,
    times: 2,
    topics: ['x', 'y'],
  });
  const sent = [await far.next('publish'), await far.next('publish'), await far.next('publish')];
  const ids = sent.map(({ packetId = 0 }) => packetId).toReversed();
  far.send(...ids.map((packetId) => ({ type: 'pubrec', packetId }) as const));
  const released: number[] = [];
  while (released.length < ids.length) released.push((await far.next('pubrel')).packetId);
  expect(released).toEqual(ids);
});
