import { expect, test } from 'vitest';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import type { TracedMessage } from '../../../broker/journal/tracedMessage.ts';
import { timeline } from '../../../engine/timeline/timeline.ts';
import { typeName } from '../../../engine/window/packetTypes.ts';
import { PUBACK, PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { keyOf } from '../../session/bothEnds/standing.ts';
import { detail, loss, row, step } from './exchange.testkit.ts';
import { farEndOf, withFarEnd } from './farEnd.ts';

const scene = new ControlledScene();
const own = scene.connect('own');
const other = scene.connect('other');
other.subscribe({ filter: 'a/#', qos: 1 });
own.subscribe({ filter: 'b/#', qos: 1 });

function lastMessage(): TracedMessage {
  const list = scene.ask({ kind: 'messages', count: 1 });
  const message = list.kind === 'messages' ? (list.rows[0]?.message ?? 0) : 0;
  const reply = scene.ask({ kind: 'message', message });
  if (reply.kind !== 'message' || reply.message === undefined) throw new Error('no message');
  return reply.message;
}

const published = detail({
  row: row({ qos: 1 }),
  steps: [step(10, 'out', PUBLISH, 0), step(11, 'in', PUBACK, 1)],
});
const received = detail({
  row: row({ qos: 1, direction: 'in' }),
  steps: [step(10, 'in', PUBLISH, 0), step(11, 'out', PUBACK, 1)],
});

const drawn = (moments: ReturnType<typeof withFarEnd>): readonly string[] =>
  moments.map((moment) =>
    moment.kind === 'step'
      ? typeName(moment.step.packetType)
      : moment.kind === 'far'
        ? `far ${moment.step.packet}`
        : moment.kind,
  );

test('the subscriber gets a message after the broker, before the end of the exchange', () => {
  own.publish('a/b', '1', { qos: 1, packetId: 5 });
  scene.pass(20);
  other.send({ type: 'puback', packetId: 1 });
  const far = farEndOf(lastMessage(), { direction: 'out', client: 'own', delivery: undefined });
  expect(far).toMatchObject({ client: 'other', isPublisher: false, ends: 1 });
  if (far === undefined) return;
  const moments = withFarEnd(timeline(published), far);
  expect(drawn(moments)).toEqual(['PUBLISH', 'far publish', 'PUBACK', 'far puback', 'end']);
  expect(moments.flatMap((moment) => (moment.kind === 'far' ? moment.since : []))).toEqual([0, 20]);
});

test('the publisher of a received message is first', () => {
  other.publish('b/c', '1', { qos: 1, packetId: 9 });
  const message = lastMessage();
  const [delivery] = message.deliveries;
  const place = { direction: 'in', client: 'own', delivery: delivery && keyOf(delivery) } as const;
  const far = farEndOf(message, place);
  expect(far).toMatchObject({ client: 'other', isPublisher: true });
  if (far === undefined) return;
  expect(drawn(withFarEnd(timeline(received), far))).toEqual([
    'far publish',
    'PUBLISH',
    'far puback',
    'PUBACK',
    'end',
  ]);
});

test('an unobserved packet keeps its place, and a message without subscriber has no other end', () => {
  own.publish('none/c', '1', { qos: 1, packetId: 6 });
  const place = { direction: 'out', client: 'own', delivery: undefined } as const;
  expect(farEndOf(lastMessage(), place)).toBeUndefined();
  own.publish('a/b', '2', { qos: 1, packetId: 7 });
  const far = farEndOf(lastMessage(), place);
  const lost = detail({ ...published, steps: published.steps.slice(0, 1), losses: [loss] });
  expect(drawn(far === undefined ? [] : withFarEnd(timeline(lost), far))).toEqual([
    'PUBLISH',
    'far publish',
    'missing',
    'loss',
    'end',
  ]);
});
