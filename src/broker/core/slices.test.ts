import { expect, test } from 'vitest';
import { encode } from '../../mqtt/encode.ts';
import { connectPacket, LOCAL_PEER, publishPacket, Scene, subscription } from './broker.testkit.ts';
import { Broker } from './broker.ts';
import type { Pace } from './turn.ts';

/** So many steps of some microseconds each are a turn. */
const TURN = 200;
const slices: Pace = { begin: () => TURN, more: () => 0, few: 256 };

/** All filters of that many levels, each `a` or `+`. */
const wide = (levels: number): string[] =>
  levels === 1 ? ['a', '+'] : wide(levels - 1).flatMap((rest) => [`a/${rest}`, `+/${rest}`]);

test('a message with all identifiers of 4,096 overlapping subscriptions keeps nobody waiting [MQTT-3.3.4-4]', () => {
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

test('retained messages come once for a filter that one SUBSCRIBE names a thousand times', () => {
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

test('a message to 1,000 subscribers goes out in turns, and a PINGREQ in between is answered at once', () => {
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
  let turns = 0;
  for (; broker.wakeAt === 0; turns += 1) {
    const before = broker.statistics.messagesSent;
    broker.elapse(0);
    expect(broker.statistics.messagesSent - before).toBeLessThanOrEqual(TURN);
  }
  expect(turns).toBeGreaterThan(3);
  expect(broker.statistics.messagesSent).toBe(1000);
});
