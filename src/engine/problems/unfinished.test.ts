/** Tests claims about messages that are not acknowledged, not resent, or received too often. */
import { describe, expect, it } from 'vitest';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { qos1, qos2 } from '../rules/pieces.testkit.ts';
import { ack, pingreq, pingresp, publish, subscribe, Talk } from './talk.testkit.ts';

const KEPT = {
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: 9_999 }],
} as const;
const RESUMED = { sessionPresent: true } as const;
const VERSIONS = [4, 5] as const;

const textsOf = (talk: Talk, rule: string) =>
  talk.found.filter((found) => found.rule === rule).map(foundWrong);

describe.each(VERSIONS)('version %i, a PUBLISH without an answer', (version) => {
  const told = (script: (talk: Talk) => Talk) =>
    textsOf(script(new Talk(version).begin()), 'publish-unanswered');
  const answered = (talk: Talk, packetId: number) =>
    talk.send(publish('a', qos1(packetId))).get(ack('puback', packetId));

  it('4.3.2, 4.3.3: is reported once, for each QoS by its own answer', () => {
    const texts = told((talk) => {
      talk.send(publish('a', qos1(1))).send(publish('a', qos2(2)));
      return talk.wait(11).send(pingreq).get(pingresp).wait(11).send(pingreq).get(pingresp);
    });
    expect(texts).toEqual([
      'PUBLISH 1 got no PUBACK; a message sent 11 s later was acknowledged.',
      'PUBLISH 2 got no PUBREC; a message sent 11 s later was acknowledged.',
    ]);
  });

  it('4.6: a client that acknowledges a later one has skipped it', () => {
    const texts = told((talk) => {
      talk
        .subscribed('a')
        .get(publish('a', qos1(1)))
        .wait(11);
      return talk.get(publish('a', qos1(2))).send(ack('puback', 2));
    });
    expect(texts).toHaveLength(1);
  });

  it('4.6: a client need not keep the order between two QoS levels, nor of its pings', () => {
    const texts = told((talk) => {
      talk
        .subscribed('a')
        .get(publish('a', qos1(1)))
        .wait(11);
      talk
        .get(publish('a', qos2(2)))
        .send(ack('pubrec', 2))
        .get(ack('pubrel', 2));
      return talk.send(ack('pubcomp', 2)).send(pingreq).get(pingresp);
    });
    expect(texts).toEqual([]);
  });

  it('may wait while the connection lasts', () => {
    expect(told((talk) => answered(talk.send(publish('a', qos1(1))).wait(9), 2))).toEqual([]);
  });

  it('needs no answer after the connection ends', () => {
    const after = (seconds: number) =>
      told((talk) => answered(talk.send(publish('a', qos1(1))).wait(seconds), 2).end());
    expect(after(0.5)).toEqual([]);
    expect(after(2)).toHaveLength(1);
  });

  it('needs no answer if another packet breaks the connection', () => {
    const texts = told((talk) => {
      talk.send(publish('a', qos1(1))).raw('out', Uint8Array.of(0x36, 5, 0, 1, 0x61, 0, 7));
      return talk.wait(11).send(pingreq).get(pingresp);
    });
    expect(texts).toEqual([]);
  });
});

describe.each(VERSIONS)('version %i, messages in flight on an earlier connection', (version) => {
  const told = (
    before: (talk: Talk) => unknown,
    after: (talk: Talk) => unknown,
    talk = new Talk(version),
  ) => {
    before(talk.begin(KEPT));
    after(talk.close().again(KEPT, RESUMED));
    return textsOf(talk, 'not-sent-again');
  };
  const alive = (talk: Talk) => talk.wait(6).send(pingreq).get(pingresp);
  const own = (talk: Talk) => talk.send(publish('a', qos1(9)));
  const servers = (talk: Talk) => talk.subscribed('a').get(publish('a', qos1(9)));

  it('4.4.0-1: must be resent by either side, PUBREL too', () => {
    const released = (talk: Talk) =>
      talk
        .send(publish('a', qos2(3)))
        .get(ack('pubrec', 3))
        .send(ack('pubrel', 3));
    const left = (what: string) => [
      `${what} was in flight when the previous connection ended, and is not sent again.`,
    ];
    expect(told(own, alive)).toEqual(left('PUBLISH 9'));
    expect(told(servers, alive)).toEqual(left('PUBLISH 9'));
    expect(told(released, alive)).toEqual(left('PUBREL 3'));
    expect(told(released, (talk) => alive(talk.send(ack('pubrel', 3))))).toEqual([]);
  });

  it('4.4.0-1: are omitted by a client that disconnects without them, and a server that sends other messages', () => {
    expect(told(own, (talk) => talk.wait(2).end())).toHaveLength(1);
    expect(told(own, (talk) => talk.wait(0.5).end())).toEqual([]);
    const another = (talk: Talk) => talk.get(publish('a', qos1(10))).send(ack('puback', 10));
    expect(told(servers, (talk) => another(talk.wait(2)).close())).toHaveLength(1);
    expect(told(servers, (talk) => talk.wait(2).close())).toEqual([]);
  });

  it('may arrive late, and after others that wait for their answer', () => {
    const two = (talk: Talk) => own(talk).send(publish('a', qos1(10)));
    const late = (talk: Talk) => talk.wait(6).send(publish('a', qos1(9, true)));
    expect(told(two, (talk) => late(talk).send(publish('a', qos1(10, true))))).toEqual([]);
    expect(told(two, (talk) => alive(late(talk)))).toEqual([]);
    expect(told(two, (talk) => alive(late(talk).get(ack('puback', 9))))).toHaveLength(1);
  });

  it('may have ended on an unseen connection', () => {
    const anywhere = new Talk(version);
    anywhere.capture.begin({ originWallClock: 0 });
    expect(told((talk) => own(talk).close().wait(60), alive, anywhere)).toEqual([]);
  });

  it('4.3.3: may be over for their sender, by a wrong answer', () => {
    const answered = (talk: Talk) => talk.send(publish('a', qos2(3))).get(ack('puback', 3));
    expect(told(answered, alive)).toEqual([]);
  });

  it('4.8.2: may have been sent to another subscriber of a shared subscription', () => {
    const shared = (talk: Talk) => talk.subscribed('$share/us/a').get(publish('a', qos1(9)));
    expect(told(shared, alive)).toEqual([]);
  });
});

describe('a repeated retained message', () => {
  const once = { retainHandling: 1 } as const;
  const retained = publish('a', { retain: true });
  const told = (script: (talk: Talk) => Talk) =>
    textsOf(script(new Talk(5).begin(KEPT)), 'retained-sent-again');
  const twice = (talk: Talk) =>
    talk.subscribed('a', 0, once).get(retained).subscribed('a', 0, once);

  it('3.3.1-10: is superfluous if its subscription existed, on a later connection too', () => {
    expect(told((talk) => twice(talk).get(retained))).toHaveLength(1);
    const again = (talk: Talk) => talk.end().again(KEPT, RESUMED).subscribed('a', 0, once);
    expect(
      told((talk) => again(talk.subscribed('a', 0, once).get(retained)).get(retained)),
    ).toHaveLength(1);
  });

  it('may be the first one, delayed', () => {
    const late = (talk: Talk) => talk.subscribed('a', 0, once).subscribed('a', 0, once);
    expect(told((talk) => late(talk).get(retained))).toEqual([]);
  });

  it('may be for another subscription, or for one with Retain As Published', () => {
    expect(told((talk) => twice(talk.subscribed('+', 0, once)).get(retained))).toEqual([]);
    const request = subscribe(1, ['a'], 0, once);
    const [subscription] = request.subscriptions;
    if (subscription === undefined) throw new Error('no subscription');
    const asPublished = {
      ...request,
      subscriptions: [{ ...subscription, retainAsPublished: true }],
    };
    const handed = (talk: Talk) =>
      twice(
        talk
          .send(asPublished)
          .get({ type: 'suback', packetId: 1, properties: [], reasonCodes: [0] }),
      );
    expect(told((talk) => handed(talk).get(retained).get(retained))).toEqual([]);
  });

  it('4.4: may be resent without an answer', () => {
    const retained1 = publish('a', { retain: true, ...qos1(4) });
    const first = (talk: Talk) => talk.subscribed('a', 1, once).get(retained1).close();
    const resumed = (talk: Talk) => first(talk).again(KEPT, RESUMED).subscribed('a', 1, once);
    expect(told((talk) => resumed(talk).get({ ...retained1, dup: true }))).toEqual([]);
  });

  it('may follow a rejected first SUBSCRIBE', () => {
    const refused = (talk: Talk) =>
      talk
        .send(subscribe(1, ['a'], 0, once))
        .get({ type: 'suback', packetId: 1, properties: [], reasonCodes: [0x87] });
    expect(told((talk) => refused(talk).subscribed('a', 0, once).get(retained))).toEqual([]);
  });
});
