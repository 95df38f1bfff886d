import { expect, test } from 'vitest';
import { publish } from '../capture/capture.testkit.ts';
import { qos1, qos2, subscribeTo, Watched } from './exchanges.testkit.ts';

/** A client that subscribed to some filters, each with its own identifier. */
function subscribed(...filters: readonly string[]): Watched {
  const session = new Watched(5);
  session.connect(false, true);
  for (const [index, filter] of filters.entries()) {
    session.send({
      ...subscribeTo(index + 1, filter),
      properties: [{ name: 'subscriptionIdentifier', value: index + 1 }],
    });
    session.get({ type: 'suback', packetId: index + 1, properties: [], reasonCodes: [1] });
  }
  return session;
}

const identified = (identifier: number) => ({
  properties: [{ name: 'subscriptionIdentifier', value: identifier }] as const,
});

const deliveryOf = (session: Watched, packet: number) => session.detail(packet)?.delivery;

test('3.8.4: lists the matching subscriptions as granted at that time', () => {
  const session = subscribed('a/#', 'other', 'a/+');
  const before = session.get(publish('a/b', identified(1)));
  session.send({ type: 'unsubscribe', packetId: 9, properties: [], filters: ['a/+'] });
  session.get({ type: 'unsuback', packetId: 9, properties: [], reasonCodes: [0] });
  session.send(subscribeTo(10, 'a/#'));
  session.get({ type: 'suback', packetId: 10, properties: [], reasonCodes: [0] });
  session.time += 10_000_000;
  const after = session.get(publish('a/b'));
  const matched = (packet: number) =>
    deliveryOf(session, packet)
      ?.subscriptions.map(({ filter, grantedQos, identifier }) => [filter, grantedQos, identifier])
      .toSorted();
  expect(matched(before)).toEqual([
    ['a/#', 1, 1],
    ['a/+', 1, 3],
  ]);
  expect(matched(after)).toEqual([['a/#', 0, undefined]]);
  expect(deliveryOf(session, before)?.identifiers).toEqual([1]);
  session.return(false);
  expect(matched(session.get(publish('a/b')))).toEqual([]);
  expect(matched(before)).toHaveLength(2);
  expect(deliveryOf(session, session.send(publish('a/b')))).toBeUndefined();
  expect(deliveryOf(session, 1)).toBeUndefined();
});

test('finds our own PUBLISH with the same topic and payload', () => {
  const session = subscribed('a/#');
  const ours = session.send(qos2(7));
  session.send(publish('a/b', { payload: new Uint8Array([1]) }));
  const echo = session.get(qos1(1));
  expect(deliveryOf(session, echo)).toMatchObject({
    qos: 1,
    retained: false,
    published: { packet: ours, qos: 2 },
    same: undefined,
  });
  expect(deliveryOf(session, session.get(publish('a/c')))?.published).toBeUndefined();
  session.time += 100_000_000;
  expect(deliveryOf(session, session.get(publish('a/b')))?.published).toBeUndefined();
  const retained = session.get(publish('a/b', { retain: true }));
  expect(deliveryOf(session, retained)?.published).toEqual({ packet: ours, qos: 2 });
});

test('4.4: recognises DUP with the same unacknowledged identifier as a redelivery', () => {
  const session = subscribed('a/#');
  const first = session.get(qos1(1));
  session.return(true);
  session.time += 1_000_000_000;
  const again = session.get(qos1(1, { dup: true }));
  expect(deliveryOf(session, again)?.same).toEqual({
    packet: first,
    kind: 'redelivery',
    certainty: 'certain',
  });
  expect(deliveryOf(session, first)?.same).toBeUndefined();
});

test('3.3.4: recognises copies for overlapping subscriptions', () => {
  const session = subscribed('a/#', 'a/+');
  const first = session.get(publish('a/b', identified(1)));
  const second = session.get(publish('a/b', identified(2)));
  expect(deliveryOf(session, second)?.same).toEqual({
    packet: first,
    kind: 'overlapping',
    certainty: 'certain',
  });
  const other = session.get(publish('a/c'));
  expect(deliveryOf(session, session.get(publish('a/c')))?.same).toEqual({
    packet: other,
    kind: 'overlapping',
    certainty: 'likely',
  });
  // A server that lists all matching identifiers sends one copy, so this is another message.
  session.get(publish('a/d', { ...identified(1), qos: 1, packetId: 1 }));
  session.send({ type: 'puback', packetId: 1 });
  const another = publish('a/d', { ...identified(1), qos: 1, packetId: 2 });
  expect(deliveryOf(session, session.get(another))?.same?.kind).toBe('new-delivery');
});

test('4.3.1: does not treat a repeated QoS 0 value as a duplicate', () => {
  const session = subscribed('a/#');
  session.get(publish('a/b'));
  expect(deliveryOf(session, session.get(publish('a/b')))?.same).toBeUndefined();
});

test('3.3.1.3: recognises a retained message followed by the same one live', () => {
  const session = subscribed('a/#');
  const first = session.get(publish('a/b', { retain: true }));
  session.time += 5_000_000;
  expect(deliveryOf(session, session.get(publish('a/b')))?.same).toEqual({
    packet: first,
    kind: 'retained-then-live',
    certainty: 'certain',
  });
});

test('3.3.1.1: leaves open whether the publisher sent it twice', () => {
  const session = subscribed('a/#');
  const first = session.get(qos1(1));
  session.send({ type: 'puback', packetId: 1 });
  const second = session.get(qos1(2));
  expect(deliveryOf(session, second)?.same).toEqual({
    packet: first,
    kind: 'new-delivery',
    certainty: 'unknown',
  });
  session.time += 3_000_000;
  expect(deliveryOf(session, session.get(qos1(3)))?.same).toBeUndefined();
});
