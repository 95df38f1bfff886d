import { expect, test } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import { connectPacket, LOCAL_PEER, publishPacket, Scene, subscription } from './broker.testkit.ts';
import { Broker } from './broker.ts';
import type { Pace } from './memory/timeSlice.ts';

/** Steps of some microseconds each in a time slice. */
const TURN = 200;
const slices: Pace = { begin: () => TURN, more: () => 0, few: 256 };

/** All filters of that many levels, each `a` or `+`. */
const wide = (levels: number): string[] =>
  levels === 1 ? ['a', '+'] : wide(levels - 1).flatMap((rest) => [`a/${rest}`, `+/${rest}`]);

test('a message with all identifiers of 4,096 overlapping subscriptions delays no other client [MQTT-3.3.4-4]', () => {
  const scene = new Scene({ pace: slices });
  const [busy, other] = [scene.connect('busy'), scene.connect('other')];
  const subscriptions = wide(12).map(
    (filter) =>
      ({
        filter,
        qos: 0,
        noLocal: false,
        retainAsPublished: false,
        retainHandling: 2,
      }) as const,
  );
  busy.send({
    type: 'subscribe',
    packetId: 1,
    properties: [{ name: 'subscriptionIdentifier', value: 7 }],
    subscriptions,
  });
  scene.pass(0);
  busy.take();
  busy.publish(wide(12)[0] ?? '', 'x');
  other.send({ type: 'pingreq' });
  expect(other.take()).toEqual([{ type: 'pingresp' }]);
  scene.pass(0);
  const [message] = busy.takeMessages();
  expect(message?.properties).toHaveLength(4096);
});

test('retained messages are sent once for a filter that one SUBSCRIBE repeats a thousand times', () => {
  const scene = new Scene({ pace: slices });
  const [busy, other] = [scene.connect('busy'), scene.connect('other')];
  for (let topic = 0; topic < 1000; topic += 1) {
    scene.broker.publish(
      { topic: `t/${topic}`, payload: new Uint8Array(1), qos: 0, retain: true, properties: [] },
      0,
    );
  }
  busy.subscribe(...Array.from({ length: 1000 }, () => '#'));
  other.send({ type: 'pingreq' });
  expect(other.take()).toContainEqual({ type: 'pingresp' });
  scene.pass(0);
  expect(busy.takeMessages()).toHaveLength(1000);
});

test('a message to 1,000 subscribers is sent in slices, and a PINGREQ in between is answered at once', () => {
  const broker = new Broker({ seed: 1, pace: slices });
  const open = (clientId: string): number => {
    const connection = broker.open(LOCAL_PEER, 0);
    broker.receive(connection, encode(connectPacket(clientId), 5), 0);
    return connection;
  };
  const packetId = 1;
  const subscriptions = [subscription('wide')];
  for (let at = 0; at < 1000; at += 1) {
    const subscriber = open(`s${at}`);
    const packet = { type: 'subscribe', packetId, properties: [], subscriptions } as const;
    broker.receive(subscriber, encode(packet, 5), 0);
  }
  const [publisher, other] = [open('publisher'), open('other')];
  broker.takeOutput();
  broker.receive(publisher, encode(publishPacket('wide', 'x'), 5), 0);
  expect(broker.isBehind(publisher)).toBe(true);
  broker.takeOutput();
  broker.receive(other, encode({ type: 'pingreq' }, 5), 0);
  expect(broker.takeOutput()).toEqual([
    { kind: 'send', connection: other, bytes: encode({ type: 'pingresp' }, 5) },
  ]);
  expect(turnsOf(broker, TURN)).toBeGreaterThan(3);
  expect(broker.statistics.messagesSent).toBe(1000);
});

/** Number of time slices until nothing is pending; none sends more packets than its steps. */
function turnsOf(broker: Broker, steps: number): number {
  let turns = 0;
  for (; broker.wakeAt === 0; turns += 1) {
    const before = broker.statistics.messagesSent;
    broker.elapse(0);
    expect(broker.statistics.messagesSent - before).toBeLessThanOrEqual(steps);
  }
  return turns;
}

/**
 * A broker with so few steps per slice that one message needs many slices, with a client that has those
 * subscriptions.
 */
function finely(steps: number, filters: readonly string[]): Broker {
  const broker = new Broker({ seed: 1, pace: { begin: () => steps, more: () => 0, few: 256 } });
  const connection = broker.open(LOCAL_PEER, 0);
  broker.receive(connection, encode(connectPacket('busy'), 5), 0);
  subscribe(broker, connection, filters);
  turnsOf(broker, steps);
  return broker;
}

function publishOnce(broker: Broker, topic: string): void {
  const message = { topic, payload: new Uint8Array(1), qos: 0, retain: false } as const;
  broker.publish({ ...message, properties: [] }, 0);
}

function subscribe(broker: Broker, connection: number, filters: readonly string[]): void {
  const subscriptions = filters.map((filter) => subscription(filter));
  const packet = { type: 'subscribe', packetId: 1, properties: [], subscriptions } as const;
  broker.receive(connection, encode(packet, 5), 0);
}

test('retained messages are sent in slices', () => {
  const broker = new Broker({ seed: 1, pace: slices });
  for (let topic = 0; topic < 1000; topic += 1) {
    const message = { topic: `t/${topic}`, payload: new Uint8Array(1), qos: 0 } as const;
    broker.publish({ ...message, retain: true, properties: [] }, 0);
  }
  const connection = broker.open(LOCAL_PEER, 0);
  broker.receive(connection, encode(connectPacket('busy'), 5), 0);
  subscribe(broker, connection, ['t/#']);
  expect(broker.statistics.messagesSent).toBeLessThanOrEqual(TURN);
  expect(turnsOf(broker, TURN)).toBeGreaterThan(3);
  expect(broker.statistics.messagesSent).toBe(1000);
});

test('filters are searched in slices, also if only a few of very many match', () => {
  const few = 8;
  // All its branches must be followed to their ends, and none matches.
  const broker = finely(
    few,
    wide(11).map((filter) => `${filter}/other`),
  );
  publishOnce(broker, 'a/'.repeat(11) + 'b');
  expect(turnsOf(broker, few)).toBeGreaterThan(10);
  expect(broker.statistics.messagesSent).toBe(0);
});

test('a message is sliced for the search, for grouping by client, and for the identifiers of one client', () => {
  const few = 8;
  const broker = finely(few, wide(12));
  publishOnce(broker, wide(12)[0] ?? '');
  // About 160: each of the last two takes 32.
  expect(turnsOf(broker, few)).toBeGreaterThan(140);
  expect(broker.statistics.messagesSent).toBe(1);
});
