/** Scenes on acknowledgements, subscriptions and messages. */
import type { Property } from '../../../mqtt/properties.ts';
import {
  ack,
  publish,
  type SubscribeOptions,
  suback,
  subscribe,
  type Talk,
  unsuback,
  unsubscribe,
} from '../talk.testkit.ts';
import type { Scenes } from './scenes.testkit.ts';

const qos1 = (packetId: number, dup = false) => ({ qos: 1, packetId, dup }) as const;
const qos2 = (packetId: number, dup = false) => ({ qos: 2, packetId, dup }) as const;
/** A session that outlives its connection, in every version. */
const KEPT = {
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: 100 }],
} as const;
const RESUMED = { sessionPresent: true } as const;
const number = (
  name: 'receiveMaximum' | 'topicAliasMaximum' | 'maximumPacketSize',
  value: number,
) => ({ properties: [{ name, value }] }) as const;
const without = (
  name:
    | 'retainAvailable'
    | 'wildcardSubscriptionAvailable'
    | 'sharedSubscriptionAvailable'
    | 'subscriptionIdentifiersAvailable',
): { properties: readonly Property[] } => ({ properties: [{ name, value: 0 }] });
const identified: SubscribeOptions = {
  properties: [{ name: 'subscriptionIdentifier', value: 7 }],
};
const alias = (value: number) => ({ properties: [{ name: 'topicAlias', value }] }) as const;
/** A first connection on which a PUBLISH of QoS 2 got as far as PUBREC. */
const received = (talk: Talk) =>
  talk
    .begin(KEPT)
    .send(publish('a', qos2(1)))
    .get(ack('pubrec', 1));

export const MESSAGE_SCENES = {
  'unexpected-ack': {
    breaks: (talk) => talk.begin().get(ack('puback', 9)),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .get(ack('puback', 9)),
  },
  'puback-for-qos2': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .get(ack('puback', 9)),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .get(ack('pubrec', 9)),
  },
  'pubrec-for-qos1': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .get(ack('pubrec', 9)),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .get(ack('pubrec', 9)),
  },
  'pubrel-without-pubrec': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .send(ack('pubrel', 9)),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .get(ack('pubrec', 9))
        .send(ack('pubrel', 9)),
  },
  'pubcomp-without-pubrel': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .get(ack('pubrec', 9))
        .get(ack('pubcomp', 9)),
    keeps: (talk) => {
      received(talk).send(ack('pubrel', 1)).get(ack('pubcomp', 1));
    },
  },
  'answered-twice': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .get(ack('puback', 9))
        .get(ack('puback', 9)),
    keeps: (talk) => {
      talk.begin();
      for (let n = 0; n < 2; n += 1) talk.send(publish('a', qos1(9))).get(ack('puback', 9));
    },
  },
  'identifier-in-use': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .send(publish('b', qos1(9))),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .get(ack('puback', 9))
        .send(publish('b', qos1(9))),
  },
  'redelivery-differs': {
    breaks: (talk) =>
      talk
        .begin(KEPT)
        .send(publish('a', qos1(9)))
        .close()
        .again(KEPT, RESUMED)
        .send(publish('b', qos1(9, true))),
    keeps: (talk) =>
      talk
        .begin(KEPT)
        .send(publish('a', qos1(9)))
        .close()
        .again(KEPT, RESUMED)
        .send(publish('a', qos1(9, true))),
  },
  'redelivery-without-dup': {
    breaks: (talk) =>
      talk
        .begin(KEPT)
        .send(publish('a', qos1(9)))
        .close()
        .again(KEPT, RESUMED)
        .send(publish('a', qos1(9))),
    keeps: (talk) =>
      talk
        .begin(KEPT)
        .send(publish('a', qos1(9)))
        .close()
        .again(KEPT, RESUMED)
        .send(publish('a', qos1(9, true))),
  },
  'redelivery-in-connection': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .send(publish('a', qos1(9, true))),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .send(publish('a', qos1(10))),
  },
  'resend-in-connection': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .send(publish('a', qos1(9, true))),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .send(publish('a', qos1(10))),
  },
  'dup-on-first': {
    breaks: (talk) => talk.begin().send(publish('a', qos1(9, true))),
    keeps: (talk) => talk.begin(KEPT, RESUMED).send(publish('a', qos1(9, true))),
  },
  'publish-after-pubrec': {
    breaks: (talk) =>
      received(talk)
        .close()
        .again(KEPT, RESUMED)
        .send(publish('a', qos2(1, true))),
    keeps: (talk) => received(talk).close().again(KEPT, RESUMED).send(ack('pubrel', 1)),
  },
  'ack-order': {
    breaks: (talk) => inOrder(talk, [2, 1]),
    keeps: (talk) => inOrder(talk, [1, 2]),
  },
  'identifier-not-found': {
    breaks: (talk) =>
      received(talk)
        .send(ack('pubrel', 1))
        .get(ack('pubcomp', 1, { reasonCode: 0x92 })),
    keeps: (talk) => received(talk).send(ack('pubrel', 1)).get(ack('pubcomp', 1)),
  },
  'receive-maximum-exceeded': {
    breaks: (talk) =>
      talk
        .begin({}, number('receiveMaximum', 1))
        .send(publish('a', qos1(1)))
        .send(publish('a', qos2(2))),
    keeps: (talk) =>
      talk
        .begin({}, number('receiveMaximum', 1))
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1))
        .send(publish('a', qos2(2))),
  },
  'publish-refused': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1, { reasonCode: 0x87 })),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1, { reasonCode: 0x10 })),
  },
  'no-matching-subscribers': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1, { reasonCode: 0x10 })),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1)),
  },
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
  'wildcard-not-available': {
    breaks: (talk) =>
      talk.begin({}, without('wildcardSubscriptionAvailable')).send(subscribe(1, ['a/#'])),
    keeps: (talk) =>
      talk.begin({}, without('wildcardSubscriptionAvailable')).send(subscribe(1, ['a/b'])),
  },
  'shared-not-available': {
    breaks: (talk) =>
      talk.begin({}, without('sharedSubscriptionAvailable')).send(subscribe(1, ['$share/g/a'])),
    keeps: (talk) =>
      talk.begin({}, without('sharedSubscriptionAvailable')).send(subscribe(1, ['a'])),
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
        .get(publish('a', qos1(1))),
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
  'unknown-subscription-identifier': {
    breaks: (talk) => talk.begin().subscribed('a').get(publish('a', identified)),
    keeps: (talk) => talk.begin().subscribed('a', 2, identified).get(publish('a', identified)),
  },
  'retain-not-available': {
    breaks: (talk) =>
      talk.begin({}, without('retainAvailable')).send(publish('a', { retain: true })),
    keeps: (talk) => talk.begin({}, without('retainAvailable')).send(publish('a')),
  },
  'qos-above-maximum': {
    breaks: (talk) => talk.begin({}, maximum(1)).send(publish('a', qos2(1))),
    keeps: (talk) => talk.begin({}, maximum(1)).send(publish('a', qos1(1))),
  },
  'will-qos-above-maximum': {
    breaks: (talk) => talk.begin({ will: wanted(1, false) }, maximum(0)),
    keeps: (talk) => talk.begin({ will: wanted(0, false) }, maximum(0)),
  },
  'will-retain-not-available': {
    breaks: (talk) => talk.begin({ will: wanted(0, true) }, without('retainAvailable')),
    keeps: (talk) => talk.begin({ will: wanted(0, false) }, without('retainAvailable')),
  },
  'alias-above-maximum': {
    breaks: (talk) => talk.begin({}, number('topicAliasMaximum', 5)).send(publish('a', alias(6))),
    keeps: (talk) => talk.begin({}, number('topicAliasMaximum', 5)).send(publish('a', alias(5))),
  },
  'packet-too-large': {
    breaks: (talk) =>
      talk
        .begin(number('maximumPacketSize', 30))
        .subscribed('#')
        .get(publish('a'.repeat(30))),
    keeps: (talk) =>
      talk
        .begin(number('maximumPacketSize', 30))
        .subscribed('#')
        .get(publish('a'.repeat(20))),
  },
  'message-expired': {
    breaks: (talk) => talk.begin().send(publish('a', lives(0))),
    keeps: (talk) => talk.begin().send(publish('a', lives(1))),
  },
  'dollar-topic': {
    breaks: (talk) => talk.begin().send(publish('$SYS/a')),
    keeps: (talk) => talk.begin().subscribed('$SYS/#').get(publish('$SYS/a')),
  },
  'leading-slash': {
    breaks: (talk) => talk.begin().send(publish('/a')),
    keeps: (talk) => talk.begin().send(publish('a/')),
  },
} as const satisfies Scenes;

function inOrder(talk: Talk, acknowledged: readonly number[]): void {
  talk
    .begin()
    .subscribed('a')
    .get(publish('a', qos1(1)))
    .get(publish('a', qos1(2)));
  for (const packetId of acknowledged) talk.send(ack('puback', packetId));
}

function maximum(value: 0 | 1) {
  return { properties: [{ name: 'maximumQoS', value }] } as const;
}

function lives(value: number) {
  return { properties: [{ name: 'messageExpiryInterval', value }] } as const;
}

function wanted(qos: 0 | 1, retain: boolean) {
  return { topic: 'gone', payload: new Uint8Array(1), qos, retain, properties: [] } as const;
}
