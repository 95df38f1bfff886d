/** Tests deliveries to a client with several matching subscriptions of different QoS (3.3.4). */
import { describe, expect, it } from 'vitest';
import type { ProtocolVersion, PublishPacket } from '../../mqtt/tables/packet.ts';
import {
  ack,
  pingreq,
  pingresp,
  publish,
  type SubscribeOptions,
  suback,
  subscribe,
  Talk,
} from '../problems/talk.testkit.ts';
import { identified, qos1, qos2 } from './pieces.testkit.ts';

const NAMED = { payload: new TextEncoder().encode('a message of its own') };

/** A client subscribes to `a/b` and `a/#`, and another one publishes an accepted message. */
function published(
  version: ProtocolVersion,
  [low, high]: readonly [0 | 1, 1 | 2],
  options: readonly SubscribeOptions[] = [],
): Talk {
  const talk = new Talk(version).begin({ clientId: 'sub' });
  talk.send(subscribe(1, ['a/b'], low, options[0])).get(suback(1, [low]));
  talk.send(subscribe(2, ['a/#'], high, options[1])).get(suback(2, [high]));
  talk.open().begin({ clientId: 'pub' });
  return talk.send(publish('a/b', { ...NAMED, ...qos1(7) })).get(ack('puback', 7));
}

const delivered = (talk: Talk, ...copies: readonly Partial<PublishPacket>[]): Talk => {
  talk.on(1);
  for (const copy of copies) {
    talk.get(publish('a/b', { ...NAMED, ...copy }));
    if (copy.packetId !== undefined) talk.send(ack('puback', copy.packetId));
  }
  return talk;
};

/** The subscriptions themselves are noted, too. */
const found = ({ found: all }: Talk) =>
  all.filter(({ rule }) => rule !== 'overlapping-subscriptions');
const rulesIn = (talk: Talk) => found(talk).map(({ rule }) => rule);

const later = (talk: Talk, seconds = 5): Talk => talk.wait(seconds).send(pingreq).get(pingresp);

describe.each([4, 5] as const)('a message for overlapping subscriptions, version %i', (version) => {
  it('with one copy below the highest QoS is found [MQTT-3.3.4-2]', () => {
    const talk = later(delivered(published(version, [0, 1]), {}));
    expect(found(talk)).toMatchObject([{ rule: 'delivered-below-granted', other: 9, packet: 11 }]);
    expect(talk.errors[0]).toContain('arrives with QoS 0; it was published with QoS 1');
  });

  it('may have a copy for each subscription, in any order', () => {
    expect(rulesIn(later(delivered(published(version, [0, 1]), {}, qos1(1))))).toEqual([]);
    expect(rulesIn(later(delivered(published(version, [0, 1]), qos1(1), {})))).toEqual([]);
    expect(rulesIn(later(delivered(published(version, [0, 1]), qos1(1))))).toEqual([]);
  });

  it('needs no QoS above the published one', () => {
    expect(rulesIn(later(delivered(published(version, [1, 2]), qos1(1))))).toEqual([]);
  });

  it('is not judged before the copy is due', () => {
    expect(rulesIn(later(delivered(published(version, [0, 1]), {}), 1))).toEqual([]);
  });

  it('is not judged after a gap', () => {
    const talk = delivered(published(version, [0, 1]), {});
    talk.capture.lacks(talk.stream);
    expect(rulesIn(later(talk))).not.toContain('delivered-below-granted');
  });
});

describe('a copy with the identifiers of all subscriptions', () => {
  const numbered = [identified(1), identified(2)];

  it('is the only one, and has the highest QoS at once', () => {
    const talk = delivered(published(5, [0, 1], numbered), identified(1, 2));
    expect(rulesIn(talk)).toEqual(['delivered-below-granted']);
    expect(rulesIn(later(talk))).toEqual(['delivered-below-granted']);
    const right = delivered(published(5, [0, 1], numbered), { ...qos1(1), ...identified(1, 2) });
    expect(rulesIn(later(right))).toEqual([]);
  });

  it('is different from a copy for one of them', () => {
    const talk = published(5, [0, 1], numbered);
    delivered(talk, identified(1), { ...qos1(1), ...identified(2) });
    expect(rulesIn(later(talk))).toEqual([]);
  });
});

describe('subscription identifiers of several subscriptions', () => {
  const numbered = [identified(1), identified(2)];

  it('are all in a single copy [MQTT-3.3.4-4]', () => {
    const talk = published(5, [1, 1], numbered);
    delivered(talk, { ...qos1(1), ...identified(1) });
    expect(rulesIn(talk)).toEqual([]);
    expect(found(later(talk))).toMatchObject([
      { rule: 'subscription-identifier-missing', packet: 11, other: 5, statement: 'MQTT-3.3.4-4' },
    ]);
    expect(talk.errors[0]).toContain('without subscription identifier 2 of its subscription "a/#"');
  });

  it('may be in a copy each', () => {
    const talk = published(5, [1, 1], numbered);
    delivered(talk, { ...qos1(1), ...identified(1) }, { ...qos1(2), ...identified(2) });
    expect(rulesIn(later(talk))).toEqual([]);
  });

  it('may be absent for one without an identifier', () => {
    const talk = published(5, [1, 1], [identified(1), {}]);
    delivered(talk, { ...qos1(1), ...identified(1) });
    expect(rulesIn(later(talk))).toEqual([]);
  });

  const live = (flags: readonly SubscribeOptions[], retain: boolean) => {
    const talk = published(
      5,
      [1, 1],
      [
        { ...identified(1), ...flags[0] },
        { ...identified(2), ...flags[1] },
      ],
    ).wait(3);
    const again = { payload: new TextEncoder().encode('a later message') };
    talk
      .on(2)
      .send(publish('a/b', { ...again, ...qos1(8), retain }))
      .get(ack('puback', 8));
    return (copy: Partial<PublishPacket>) => delivered(talk, { ...again, ...copy });
  };

  it('tell which of them has RETAIN as published', () => {
    const kept = live([{ retainAsPublished: true }], true);
    kept({ ...qos1(1), ...identified(1), retain: true });
    expect(rulesIn(kept({ ...qos1(2), ...identified(2), retain: true }))).toEqual([
      'retain-flag-kept',
    ]);
    const cleared = live([{ retainAsPublished: true }], true);
    cleared({ ...qos1(2), ...identified(2) });
    expect(rulesIn(cleared({ ...qos1(1), ...identified(1) }))).toEqual(['retain-flag-changed']);
  });

  it('tell which of them has a lower QoS', () => {
    const talk = published(5, [0, 1], numbered);
    expect(rulesIn(delivered(talk, identified(1)))).toEqual([]);
    expect(rulesIn(delivered(talk, identified(2)))).toEqual(['delivered-below-granted']);
  });
});

it('a published QoS of 2 is lowered to the highest granted one', () => {
  const talk = new Talk(4).begin({ clientId: 'sub' }).subscribed('a/b', 0);
  talk
    .send(subscribe(2, ['a/#'], 1))
    .get(suback(2, [1]))
    .open()
    .begin({ clientId: 'pub' });
  talk.send(publish('a/b', { ...NAMED, ...qos2(7) })).get(ack('pubrec', 7));
  talk.send(ack('pubrel', 7)).get(ack('pubcomp', 7));
  expect(rulesIn(later(delivered(talk, qos1(1))))).toEqual([]);
});
