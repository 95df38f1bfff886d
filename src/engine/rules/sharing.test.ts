import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { ack, publish, suback, subscribe, Talk } from '../problems/talk.testkit.ts';
import { publishedInVain, qos1 } from './pieces.testkit.ts';
import { describeRules } from './scenes.testkit.ts';
import { SHARING } from './sharing.ts';

const named = (text: string) => ({ payload: encodeUtf8(text) });

describeRules(SHARING, {
  'publish-to-share': {
    breaks: (talk) => talk.begin().send(publish('$share/pool/jobs')),
    keeps: (talk) => talk.begin().send(publish('jobs')).send(publish('$share/pool')),
  },
  'retained-and-shared': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('level', { ...qos1(1), retain: true }))
        .get(ack('puback', 1))
        .send(subscribe(2, ['$share/w/level']))
        .get(suback(2, [2]))
        // Before MQTT 5, only a delivery shows that the server has shared subscriptions.
        .send(publish('level', named('next')))
        .get(publish('level', named('next'))),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('level', { ...qos1(1), retain: true }))
        .get(ack('puback', 1))
        // The client does not want it, or gets it for another subscription.
        .send(subscribe(2, ['$share/w/level'], 2, { retainHandling: 2 }))
        .get(suback(2, [2]))
        .send(subscribe(3, ['level', '$share/x/level']))
        .get(suback(3, [2, 2]))
        .send(publish('level', named('next')))
        .get(publish('level', named('next'))),
  },
  'delivered-without-prefix': {
    breaks: (talk) => talk.begin().subscribed('$share/pool/jobs').get(publish('jobs')),
    keeps: (talk) =>
      talk.begin().subscribed('$share/pool/jobs').subscribed('jobs').get(publish('jobs')),
  },
  'share-name-joined': {
    breaks: (talk) => publishedInVain(talk, '$share/workersplant/+/temp', 'plant/oven/temp'),
    keeps: (talk) => publishedInVain(talk, '$share/workers/plant/+/temp', 'plant/oven/temp'),
  },
});

describe('a server that may not have shared subscriptions', () => {
  /** A retained message, and then a subscription. */
  const subscribed = (filter: string, version: 4 | 5 = 4, ...others: readonly string[]): Talk => {
    const filters = [filter, ...others];
    return new Talk(version)
      .begin()
      .send(publish('tank/level', { ...qos1(1), retain: true }))
      .get(ack('puback', 1))
      .send(subscribe(2, filters, 0))
      .get(
        suback(
          2,
          filters.map(() => 0),
        ),
      );
  };
  const delivered = (talk: Talk, text = 'next', change = {}): Talk =>
    talk
      .send(publish('tank/level', { ...named(text), ...change }))
      .get(publish('tank/level', { ...named(text), ...change }));
  const places = (talk: Talk) =>
    talk.found.map(({ rule, packet, other }) => [rule, packet, other] as const);

  it.each([
    ['$share/w/tank/+', 4],
    ['$queue/tank/+', 4],
    ['$queue/tank/+', 5],
  ] as const)(
    'is not judged for %s, version %i, before it delivers a message',
    (filter, version) => {
      const talk = subscribed(filter, version);
      expect(talk.rules).toEqual([]);
      delivered(talk);
      expect(places(talk)).toEqual([
        ['delivered-without-prefix', 8, 5],
        ['retained-and-shared', 6, 3],
      ]);
      expect(delivered(talk, 'third').rules).toHaveLength(2);
    },
  );

  it('sends a message like the retained one that was published again', () => {
    const talk = subscribed('$share/w/tank/level');
    expect(delivered(talk, 'value').rules).toContain('retained-and-shared');
  });

  it('sends the retained message', () => {
    for (const retain of [true, false]) {
      const talk = subscribed('$share/w/tank/level').get(publish('tank/level', { retain }));
      expect(delivered(talk).rules).toEqual(['delivered-without-prefix']);
    }
  });

  it('sends a message for another subscription', () => {
    const talk = delivered(subscribed('$share/w/tank/level', 4, 'tank/#'));
    expect(talk.rules).not.toContain('retained-and-shared');
    expect(talk.rules).not.toContain('delivered-without-prefix');
  });

  it('granted the subscription on an earlier connection of the session', () => {
    const kept = { cleanStart: false };
    const talk = new Talk(4).begin(kept).send(publish('a', { ...qos1(1), retain: true }));
    talk
      .get(ack('puback', 1))
      .subscribed('$queue/a', 0)
      .end()
      .again(kept, { sessionPresent: true });
    talk.send(publish('a', named('next'))).get(publish('a', named('next')));
    expect(talk.rules).toEqual(['delivered-without-prefix']);
  });

  it('grants the subscription on a connection whose session ends', () => {
    const talk = subscribed('$share/w/tank/level').end().again();
    expect(talk.subscribed('tank/level', 0).get(publish('tank/level')).rules).toEqual([]);
  });
});
