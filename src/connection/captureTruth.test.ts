/** The capture equals the bytes on the wire. */
import { afterEach, expect, test } from 'vitest';
import { encode } from '../mqtt/codec/encode.ts';
import { PACKET_TYPES, type Packet } from '../mqtt/tables/packet.ts';
import type { Property } from '../mqtt/tables/properties.ts';
import type { SubscriptionSetting } from '../profiles/settings/settings.ts';
import { BrokerServer } from './brokerServer.testkit.ts';
import { settingsFor, TestClient } from './client.testkit.ts';
import { recordedBytes } from './recorded.testkit.ts';
import { connected, scene } from './scene.testkit.ts';

const to = (filter: string, qos: 0 | 1 | 2): SubscriptionSetting => ({
  filter,
  qos,
  noLocal: false,
  retainAsPublished: false,
  retainHandling: 0,
});

let server: BrokerServer | undefined;
let client: TestClient | undefined;

afterEach(async () => {
  await client?.end();
  await server?.close();
});

test.each([
  [3, 1],
  [4, 7],
  [5, 1],
  [5, Number.POSITIVE_INFINITY],
] as const)(
  'version %i: a whole session with our broker, sent to us in pieces of %d bytes',
  async (version, cutEvery) => {
    server = await BrokerServer.listen({ cutEvery });
    client = new TestClient();
    client.connect(
      settingsFor(server.url, {
        version,
        cleanStart: false,
        sessionExpiry: 60,
        will: {
          topic: 'will',
          payload: new Uint8Array([1, 2]),
          qos: 1,
          retain: true,
          properties: [],
        },
        subscriptions: [to('#', 2), to('a/+', 1)],
      }),
    );
    await client.state('connected');
    await client.until((event) =>
      event.kind === 'subscriptions' &&
      event.subscriptions.every(({ state }) => state.kind === 'granted')
        ? true
        : undefined,
    );
    const properties: readonly Property[] =
      version === 5
        ? [
            { name: 'userProperty', value: ['b', '1'] },
            { name: 'userProperty', value: ['a', '2'] },
          ]
        : [];
    for (let id = 1; id <= 30; id++) {
      client.publish(id, {
        qos: id % 3 === 0 ? 0 : id % 3 === 1 ? 1 : 2,
        topic: `a/${id.toString()}`,
        retain: id % 5 === 0,
        properties,
        payload: new Uint8Array(id * 10),
      });
    }
    await client.outcome(28, 'acknowledged');
    await client.outcome(29, 'acknowledged');
    client.send({ kind: 'unsubscribe', filter: 'a/+' });
    await quiet(client, 30);
    server.cut();
    await client.state('waiting');
    client.send({ kind: 'retry-now' });
    const from = client.events.length;
    await client.state('connected', from);
    client.publish(31, { qos: 2, topic: 'after' });
    await client.outcome(31, 'acknowledged');
    await quiet(client, 31);
    client.send({ kind: 'disconnect' });
    await new Promise<void>((resolve) => client?.dispatch.live.drained(resolve));
    const { capture } = client.dispatch;
    expect(server.recordings).toHaveLength(2);
    for (const [index, { toBroker, toClient }] of server.recordings.entries()) {
      expect(recordedBytes(capture, index + 1, 'out').equals(Buffer.concat(toBroker))).toBe(true);
      expect(recordedBytes(capture, index + 1, 'in').equals(Buffer.concat(toClient))).toBe(true);
    }
  },
);

/** Waits until that many messages have arrived, nothing is pending, and UNSUBSCRIBE is answered. */
async function quiet(client: TestClient, messages: number): Promise<void> {
  const { capture } = client.dispatch;
  for (;;) {
    const { counters, packets } = capture.window({ packets: { first: 0, count: 1000 } }, 0);
    const isAnswered = packets?.rows.some(
      ({ packetType }) => PACKET_TYPES[packetType] === 'unsuback',
    );
    const open = counters.inFlightIn + counters.inFlightOut;
    if (counters.messages >= messages && open === 0 && isAnswered) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Every packet that a server may send while connected, including rare ones. */
const FROM_SERVER: readonly Packet[] = [
  {
    type: 'publish',
    dup: true,
    qos: 1,
    retain: true,
    topic: 'é/💡',
    packetId: 65_535,
    properties: [
      { name: 'userProperty', value: ['2', 'x'] },
      { name: 'userProperty', value: ['1', 'y'] },
      { name: 'subscriptionIdentifier', value: 268_435_455 },
      { name: 'topicAlias', value: 7 },
    ],
    payload: new Uint8Array(70_000),
  },
  {
    type: 'publish',
    dup: false,
    qos: 0,
    retain: false,
    topic: '',
    properties: [{ name: 'topicAlias', value: 7 }],
    payload: new Uint8Array(0),
  },
  {
    type: 'publish',
    dup: false,
    qos: 2,
    retain: false,
    topic: 't',
    packetId: 2,
    properties: [],
    payload: new Uint8Array(3),
  },
  {
    type: 'pubrel',
    packetId: 2,
    reasonCode: 0,
    properties: [{ name: 'reasonString', value: 'why' }],
  },
  { type: 'pubrel', packetId: 3, reasonCode: 0x92 },
  { type: 'puback', packetId: 999 },
  { type: 'pubrec', packetId: 998, reasonCode: 0x97, properties: [] },
  { type: 'pubcomp', packetId: 997 },
  {
    type: 'suback',
    packetId: 996,
    properties: [{ name: 'reasonString', value: 'r' }],
    reasonCodes: [0, 0x87],
  },
  { type: 'unsuback', packetId: 995, properties: [], reasonCodes: [0x11] },
  { type: 'pingresp' },
  {
    type: 'disconnect',
    reasonCode: 0x8b,
    properties: [{ name: 'serverReference', value: 'elsewhere' }],
  },
];

test('handles every packet type that a server may send, and answers it', async () => {
  const stage = await scene(5);
  const { client: near } = stage;
  const far = await connected(stage, 5, {
    connack: {
      properties: [
        { name: 'reasonString', value: 'welcome' },
        { name: 'userProperty', value: ['z', ''] },
      ],
    },
  });
  near.send({ kind: 'subscribe', subscription: to('x', 1) });
  near.send({ kind: 'unsubscribe', filter: 'x' });
  near.publish(1, { qos: 0, topic: 'q0' });
  near.publish(2, { qos: 1, topic: 'q1' });
  near.publish(3, { qos: 2, topic: 'q2' });
  for (const type of ['subscribe', 'unsubscribe', 'publish', 'publish', 'publish'] as const)
    await far.next(type);
  far.send(...FROM_SERVER.slice(0, 6));
  for (const type of ['puback', 'pubrec', 'pubcomp', 'pubcomp'] as const) await far.next(type);
  far.send(...FROM_SERVER.slice(6, -1));
  stage.clock.advance(60_000);
  await far.next('pingreq');
  const last = FROM_SERVER.at(-1);
  if (last) far.raw(encode(last, 5).subarray(0, 3), encode(last, 5).subarray(3));
  await near.state('waiting');
  const { capture } = near.dispatch;
  expect(recordedBytes(capture, 1, 'in').equals(Buffer.concat(far.sent))).toBe(true);
  expect(recordedBytes(capture, 1, 'out').equals(Buffer.concat(far.received))).toBe(true);
  const { packets } = capture.window({ packets: { first: 0, count: 100 } }, 0);
  const seen = new Set((packets?.rows ?? []).map(({ packetType }) => PACKET_TYPES[packetType]));
  expect(PACKET_TYPES.filter((type) => !seen.has(type))).toEqual(['reserved', 'auth']);
});
