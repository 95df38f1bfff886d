import { expect, it } from 'vitest';
import { Scene } from '../broker.testkit.ts';
import { Journal } from './journal.ts';

it('tells both ends of a QoS 2 message that a subscriber has at QoS 1', () => {
  const journal = new Journal();
  const scene = new Scene({ observer: journal });
  const publisher = scene.connect('publisher');
  const subscriber = scene.connect('subscriber');
  subscriber.subscribe({ filter: 'a/#', qos: 1 });
  publisher.publish('a/b', 'x', { qos: 2, packetId: 7 });
  publisher.send({ type: 'pubrel', packetId: 7 });
  const [message] = subscriber.takeMessages();
  subscriber.send({ type: 'puback', packetId: message?.packetId ?? 0 });
  const reply = journal.answer({ kind: 'message', message: 1 }, scene.now);
  const told = reply.kind === 'message' ? reply.message : undefined;
  expect(told?.steps.map(({ packet }) => packet)).toEqual([
    'publish',
    'pubrec',
    'pubrel',
    'pubcomp',
  ]);
  expect(told?.deliveries).toMatchObject([
    { subscriber: 'subscriber', by: [{ filter: 'a/#', qos: 1 }], qos: 1, state: 'acknowledged' },
  ]);
});
