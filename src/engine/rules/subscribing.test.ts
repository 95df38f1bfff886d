import { expect, it } from 'vitest';
import {
  publish,
  type SubscribeOptions,
  suback,
  subscribe,
  Talk,
  unsuback,
  unsubscribe,
} from '../problems/talk.testkit.ts';
import { qos1, without } from './pieces.testkit.ts';
import { describeRules } from './scenes.testkit.ts';
import { SUBSCRIBING } from './subscribing.ts';

const identified: SubscribeOptions = {
  properties: [{ name: 'subscriptionIdentifier', value: 7 }],
};

describeRules(SUBSCRIBING, {
  'code-count': {
    breaks: (talk) =>
      talk
        .begin()
        .send(subscribe(1, ['a', 'b']))
        .get(suback(1, [2])),
    keeps: (talk) =>
      talk
        .begin()
        .send(subscribe(1, ['a', 'b']))
        .get(suback(1, [2, 2])),
  },
  'granted-above-requested': {
    breaks: (talk) =>
      talk
        .begin()
        .send(subscribe(1, ['a'], 0))
        .get(suback(1, [1])),
    keeps: (talk) =>
      talk
        .begin()
        .send(subscribe(1, ['a'], 1))
        .get(suback(1, [1])),
  },
  'subscription-refused': {
    breaks: (talk) =>
      talk
        .begin()
        .send(subscribe(1, ['a']))
        .get(suback(1, [0x80])),
    keeps: (talk) =>
      talk
        .begin()
        .send(subscribe(1, ['a']))
        .get(suback(1, [1])),
  },
  'qos-downgraded': {
    breaks: (talk) =>
      talk
        .begin()
        .send(subscribe(1, ['a'], 2))
        .get(suback(1, [1])),
    keeps: (talk) =>
      talk
        .begin()
        .send(subscribe(1, ['a'], 2))
        .get(suback(1, [2])),
  },
  'subscribe-unanswered': {
    breaks: (talk) =>
      talk
        .begin()
        .send(subscribe(1, ['a']))
        .wait(2)
        .end(),
    keeps: (talk) =>
      talk
        .begin()
        .send(subscribe(1, ['a']))
        .get(suback(1, [2]))
        .wait(2)
        .end(),
  },
  'shared-not-available': {
    breaks: (talk) =>
      talk.begin({}, without('sharedSubscriptionAvailable')).send(subscribe(1, ['$share/g/a'])),
    keeps: (talk) =>
      talk.begin({}, without('sharedSubscriptionAvailable')).send(subscribe(1, ['a'])),
  },
  'wildcard-not-available': {
    breaks: (talk) =>
      talk.begin({}, without('wildcardSubscriptionAvailable')).send(subscribe(1, ['a/#'])),
    keeps: (talk) =>
      talk.begin({}, without('wildcardSubscriptionAvailable')).send(subscribe(1, ['a/b'])),
  },
  'identifier-not-available': {
    breaks: (talk) =>
      talk
        .begin({}, without('subscriptionIdentifiersAvailable'))
        .send(subscribe(1, ['a'], 2, identified)),
    keeps: (talk) =>
      talk.begin({}, without('subscriptionIdentifiersAvailable')).send(subscribe(1, ['a'])),
  },
  'overlapping-subscriptions': {
    breaks: (talk) =>
      talk
        .begin()
        .subscribed('a/#')
        .send(subscribe(2, ['+/b'])),
    keeps: (talk) =>
      talk
        .begin()
        .subscribed('a/#')
        .send(subscribe(2, ['b/+'])),
  },
  'unsubscribe-refused': {
    breaks: (talk) =>
      talk
        .begin()
        .subscribed('a')
        .send(unsubscribe(2, ['a']))
        .get(unsuback(2, [0x87])),
    keeps: (talk) =>
      talk
        .begin()
        .subscribed('a')
        .send(unsubscribe(2, ['a']))
        .get(unsuback(2, [0])),
  },
  'no-subscription-existed': {
    breaks: (talk) =>
      talk
        .begin()
        .subscribed('a')
        .send(unsubscribe(2, ['b']))
        .get(unsuback(2, [0x11])),
    keeps: (talk) =>
      talk
        .begin()
        .subscribed('a')
        .send(unsubscribe(2, ['a']))
        .get(unsuback(2, [0])),
  },
  'nobody-subscribed': {
    breaks: (talk) => talk.begin().subscribed('a/+').get(publish('b')),
    keeps: (talk) => talk.begin().subscribed('a/+').get(publish('a/b')),
  },
  'delivered-above-granted': {
    breaks: (talk) =>
      talk
        .begin()
        .subscribed('a', 0)
        .get(publish('a', qos1(1))),
    keeps: (talk) =>
      talk
        .begin()
        .subscribed('a', 1)
        .get(publish('a', qos1(1)))
        // Retained messages may precede their SUBACK (3.8.4).
        .send(subscribe(2, ['b'], 1))
        .get(publish('b', qos1(2))),
  },
  'retained-not-wanted': {
    breaks: (talk) =>
      talk
        .begin()
        .subscribed('a', 0, { retainHandling: 2 })
        .get(publish('a', { retain: true })),
    keeps: (talk) =>
      talk
        .begin()
        .subscribed('a', 0, { retainHandling: 1 })
        .get(publish('a', { retain: true })),
  },
  'retained-sent-again': {
    breaks: (talk) =>
      talk
        .begin()
        .subscribed('a', 0, { retainHandling: 1 })
        .get(publish('a', { retain: true }))
        .subscribed('a', 0, { retainHandling: 1 })
        .get(publish('a', { retain: true })),
    keeps: (talk) =>
      talk
        .begin()
        .subscribed('a', 0, { retainHandling: 1 })
        .get(publish('a', { retain: true }))
        .send(unsubscribe(2, ['a']))
        .get(unsuback(2, [0]))
        .subscribed('a', 0, { retainHandling: 1 })
        .get(publish('a', { retain: true }))
        .subscribed('a', 0, { retainHandling: 0 })
        .get(publish('a', { retain: true })),
  },
  'unknown-subscription-identifier': {
    breaks: (talk) => talk.begin().subscribed('a').get(publish('a', identified)),
    keeps: (talk) => talk.begin().subscribed('a', 2, identified).get(publish('a', identified)),
  },
  'subscription-identifier-missing': {
    breaks: (talk) => talk.begin().subscribed('a/+', 2, identified).get(publish('a/b')),
    keeps: (talk) =>
      talk
        .begin()
        .subscribed('a/+', 2, identified)
        .get(publish('a/b', identified))
        // Another subscription has none, so a copy for it has none.
        .subscribed('#')
        .get(publish('a/b')),
  },
});

it('4.8.2: a shared subscription gets no retained messages', () => {
  const got = (...filters: readonly string[]) => {
    const talk = new Talk(5).begin();
    for (const filter of filters) talk.subscribed(filter, 0);
    return talk.get(publish('a', { retain: true })).found;
  };
  expect(got('$share/group/a')).toContainEqual(
    expect.objectContaining({ rule: 'retained-not-wanted', statement: 'MQTT-4.8.2' }),
  );
  expect(got('$share/group/a', 'a').map(({ rule }) => rule)).not.toContain('retained-not-wanted');
});

it('a connection that was taken over says nothing about the session that goes on', () => {
  const kept = [{ name: 'sessionExpiryInterval', value: 300 }] as const;
  const resumed = { sessionPresent: true } as const;
  const talk = new Talk(5).begin({ properties: kept }).subscribed('a/+');
  const first = talk.stream;
  talk.open().begin({ cleanStart: false, properties: kept }, resumed);
  const second = talk.stream;
  // Messages on their way, and the end of the first connection.
  talk.on(first).get(publish('a/b')).close();
  talk.on(second).get(publish('a/c'));
  // The server discarded the session for the third connection, and the second still has messages.
  talk.open().begin({ cleanStart: false });
  const third = talk.stream;
  talk.on(second).get(publish('a/d')).close();
  expect(talk.rules).not.toContain('nobody-subscribed');
  talk.on(third).get(publish('a/e'));
  expect(talk.rules.filter((rule) => rule === 'nobody-subscribed')).toHaveLength(1);
});
