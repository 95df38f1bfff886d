import { expect, test } from 'vitest';
import { publish, type SubscribeOptions, Talk } from '../problems/talk.testkit.ts';
import { number, qos1, qos2, without } from './pieces.testkit.ts';
import { PUBLISHING } from './publishing.ts';
import { describeRules } from './scenes.testkit.ts';

const alias = (value: number) => ({ properties: [{ name: 'topicAlias', value }] }) as const;

test('a server without retained messages sends none with RETAIN', () => {
  const rulesOf = (options: SubscribeOptions, retain: boolean) => {
    const talk = new Talk(5).begin({}, without('retainAvailable')).subscribed('a', 0, options);
    return talk.get(publish('a', { retain })).rules;
  };
  expect(rulesOf({}, true)).toEqual(['retain-not-available']);
  expect(rulesOf({}, false)).toEqual([]);
  // The flag of a publisher.
  expect(rulesOf({ retainAsPublished: true }, true)).toEqual([]);
});

describeRules(PUBLISHING, {
  'qos-above-maximum': {
    breaks: (talk) => talk.begin({}, maximum(1)).send(publish('a', qos2(1))),
    keeps: (talk) => talk.begin({}, maximum(1)).send(publish('a', qos1(1))),
  },
  'retain-not-available': {
    breaks: (talk) =>
      talk.begin({}, without('retainAvailable')).send(publish('a', { retain: true })),
    keeps: (talk) => talk.begin({}, without('retainAvailable')).send(publish('a')),
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
  'leading-slash': {
    breaks: (talk) => talk.begin().send(publish('/a')),
    keeps: (talk) => talk.begin().send(publish('a/')),
  },
  'dollar-topic': {
    breaks: (talk) => talk.begin().send(publish('$SYS/a')),
    keeps: (talk) => talk.begin().subscribed('$SYS/#').get(publish('$SYS/a')),
  },
});

function maximum(value: 0 | 1) {
  return { properties: [{ name: 'maximumQoS', value }] } as const;
}

function lives(value: number) {
  return { properties: [{ name: 'messageExpiryInterval', value }] } as const;
}

function wanted(qos: 0 | 1, retain: boolean) {
  return { topic: 'gone', payload: new Uint8Array(1), qos, retain, properties: [] } as const;
}
