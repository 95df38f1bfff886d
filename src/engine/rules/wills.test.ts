import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import {
  ack,
  pingreq,
  pingresp,
  publish,
  suback,
  subscribe,
  Talk,
  will,
} from '../problems/talk.testkit.ts';
import { qos1, qos2 } from './pieces.testkit.ts';
import { describeRules } from './scenes.testkit.ts';
import { WILLS } from './wills.ts';

const SUBSCRIBER = 1;
const GONE = { payload: new Uint8Array(4).fill(0x67) };
const last = (delay = 0) => ({
  ...will(),
  ...GONE,
  properties: delay === 0 ? [] : [{ name: 'willDelayInterval', value: delay } as const],
});
const kept = (seconds: number) => ({
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: seconds } as const],
});

/** A subscriber to `gone`, and a client with a will. */
const both = (talk: Talk, delay = 0): Talk =>
  talk
    .begin({ clientId: 'sub' })
    .subscribed('gone')
    .open()
    .begin({ clientId: 'dev', will: last(delay), ...(delay > 0 && kept(100)) });

const later = (talk: Talk, seconds: number): Talk =>
  talk.on(SUBSCRIBER).wait(seconds).send(pingreq).get(pingresp);
const comes = (talk: Talk): Talk => talk.on(SUBSCRIBER).get(publish('gone', GONE));

/** A client with a retained will, and one with the same will and another identifier. */
function renamed(talk: Talk): Talk {
  const old = talk.begin({ clientId: 'dev-1', will: { ...last(), retain: true } }).stream;
  talk.open().begin({ clientId: 'dev-2', will: { ...last(), retain: true } });
  return talk
    .send(publish('gone', { retain: true }))
    .wait(1)
    .on(old);
}

/** A client that has said with RETAIN on the topic of its will that it is there. */
const present = (talk: Talk, connect: Parameters<Talk['begin']>[0] = {}): Talk =>
  talk
    .begin({ clientId: 'dev', will: { ...last(), retain: true }, ...connect })
    .send(publish('gone', { ...qos1(1), retain: true }))
    .get(ack('puback', 1));
/** Another client is there after a while. */
const observed = (talk: Talk, seconds = 11): Talk =>
  talk.wait(seconds).open().begin({ clientId: 'other' });

describeRules(WILLS, {
  'will-discarded': {
    breaks: (talk) => observed(present(talk).end()),
    keeps: (talk) =>
      observed(
        present(talk)
          .send(publish('gone', { ...GONE, retain: true }))
          .end(),
      ),
  },
  'will-topic-without-retain': {
    breaks: (talk) => talk.begin({ will: will(0, true) }).send(publish('gone')),
    keeps: (talk) => {
      talk.begin({ will: will(0, true) }).send(publish('gone', { retain: true }));
      // Later messages on the topic may be events.
      talk.send(publish('gone')).open();
      talk.begin({ clientId: 'x', will: will() }).send(publish('gone'));
    },
  },
  'will-replaces-retained': {
    breaks: (talk) => renamed(talk).close(),
    keeps: (talk) => renamed(talk).end(),
  },
  'will-after-disconnect': {
    breaks: (talk) => comes(both(talk).send({ type: 'disconnect' })),
    keeps: (talk) => comes(both(talk).send(publish('gone', GONE)).send({ type: 'disconnect' })),
  },
  'will-before-delay': {
    breaks: (talk) => comes(both(talk, 30).close()),
    keeps: (talk) => comes(both(talk, 30).close().wait(30)),
  },
  'will-not-published': {
    breaks: (talk) => later(both(talk).close(), 5),
    keeps: (talk) => later(comes(both(talk).close()), 5),
  },
  'will-changed': {
    breaks: (talk) => later(both(talk).close().on(SUBSCRIBER).get(publish('gone')), 5),
    keeps: (talk) => {
      both(talk).close().open().begin({ clientId: 'x' }).send(publish('gone'));
      later(talk.on(SUBSCRIBER).get(publish('gone')), 5);
    },
  },
});

it('a short will counts if clients of the capture sent all other messages of its topic', () => {
  const text = (payload: string) => ({ payload: new TextEncoder().encode(payload) });
  const ended = (...before: readonly string[]): Talk => {
    const talk = new Talk(4).begin({ clientId: 'sub' }).subscribed('gone');
    talk.open().begin({ clientId: 'dev', will: { ...will(), ...text('0') } });
    talk.send(publish('gone', text('1'))).on(SUBSCRIBER);
    for (const payload of before) talk.get(publish('gone', text(payload)));
    return talk.on(2).send({ type: 'disconnect' }).close().on(SUBSCRIBER);
  };
  expect(ended('1').get(publish('gone', text('0'))).rules).toEqual(['will-after-disconnect']);
  expect(ended('1', '2').get(publish('gone', text('0'))).rules).toEqual([]);
});

it('3.1.3.2.2: a client that resumes its session no longer has a will', () => {
  const talk = both(new Talk(5), 30).close().wait(5);
  talk.open().begin({ clientId: 'dev', ...kept(100) }, { sessionPresent: true });
  expect(comes(talk).found).toContainEqual(
    expect.objectContaining({ rule: 'will-after-disconnect', statement: 'MQTT-3.1.3-9' }),
  );
});

it('watches the will of an open connection after 10,000 others ended', () => {
  const talk = both(new Talk(5), 30);
  const dev = talk.stream;
  for (let count = 0; count < 10_001; count += 1) {
    talk.open().begin({ clientId: `other-${count}`, will: { ...will(), topic: 'other' } });
    talk.end();
  }
  expect(comes(talk.on(dev).close()).rules).toContain('will-before-delay');
});

describe('a device that connects again and again', () => {
  /** Lost, and its will published, that many times. */
  function lostOften(times: number): Talk {
    const talk = both(new Talk(4));
    for (let count = 0; count < times; count += 1) {
      comes(talk.close()).wait(61);
      talk.send(pingreq).get(pingresp);
      talk.open().begin({ clientId: 'dev', will: last() });
    }
    return talk;
  }

  it.each([1, 3, 70])('has a will each time: %i', (times) => {
    const talk = lostOften(times);
    expect(talk.rules).not.toContain('will-after-disconnect');
    comes(talk.send({ type: 'disconnect' }).close());
    expect(talk.rules.filter((rule) => rule === 'will-after-disconnect')).toHaveLength(1);
  });

  it('may have one that waited for an absent subscriber', () => {
    const talk = new Talk(5).begin({ clientId: 'sub', ...kept(1000) });
    talk
      .send(subscribe(1, ['gone'], 1))
      .get(suback(1, [1]))
      .end();
    talk.open().begin({ clientId: 'dev', will: { ...last(), qos: 1 } });
    talk
      .close()
      .wait(61)
      .open()
      .begin({ clientId: 'dev', will: { ...last(), qos: 1 } });
    talk
      .end()
      .open()
      .begin({ clientId: 'sub', ...kept(1000) }, { sessionPresent: true });
    talk.get(publish('gone', { ...GONE, ...qos1(1) }));
    expect(talk.rules).not.toContain('will-after-disconnect');
  });
});

it('claims nothing if another client has the same will', () => {
  const talk = both(new Talk(5)).send({ type: 'disconnect' });
  talk.open().begin({ clientId: 'other', will: last() });
  expect(comes(talk).rules).not.toContain('will-after-disconnect');
});

it('claims nothing about the end of a connection that was not seen', () => {
  const talk = both(new Talk(5));
  talk.capture.closeStream(talk.stream);
  expect(later(talk, 5).rules).not.toContain('will-not-published');
});

it('3.14.4: DISCONNECT with reason code 0x04 requests the will', () => {
  const leaves = () =>
    both(new Talk(5)).send({ type: 'disconnect', reasonCode: 4, properties: [] });
  expect(later(leaves().close(), 5).rules).toEqual(['will-not-published']);
  expect(later(comes(leaves().close()), 5).rules).toEqual([]);
  const delayed = both(new Talk(5), 10).send({
    type: 'disconnect',
    reasonCode: 4,
    properties: [],
  });
  expect(later(later(delayed.close(), 11), 5).rules).toEqual(['will-not-published']);
});

describe('a will is a message of its client', () => {
  interface Change {
    readonly qos?: QoS;
    readonly retain?: boolean;
    readonly properties?: readonly Property[];
  }
  /** A subscriber to `gone` with QoS 1, and a client that is lost. */
  function lost(change: Change, { version = 5, retainAsPublished = false } = {}): Talk {
    const talk = new Talk(version === 5 ? 5 : 4).begin({ clientId: 'sub' });
    talk
      .send(subscribe(1, ['gone'], 1, { retainAsPublished }))
      .get(suback(1, [1]))
      .wait(10);
    talk.open().begin({ clientId: 'dev', will: { ...last(), ...change } });
    return talk.close().on(SUBSCRIBER);
  }
  const rulesOf = (talk: Talk) => talk.rules.filter((rule) => rule !== 'will-due');

  it.each([
    [4, '3.8.4-6'],
    [5, '3.8.4-8'],
  ])('with its QoS, version %i', (version, statement) => {
    const below = lost({ qos: 1 }, { version }).get(publish('gone', GONE));
    const CONNECT = 5;
    expect(below.found).toContainEqual(
      expect.objectContaining({
        rule: 'delivered-below-granted',
        statement: `MQTT-${statement}`,
        other: CONNECT,
      }),
    );
    const kept = lost({ qos: 2 }, { version }).get(publish('gone', { ...GONE, ...qos1(1) }));
    expect(rulesOf(later(kept.send(ack('puback', 1)), 5))).toEqual([]);
    const above = lost({ qos: 0 }, { version });
    above.get(publish('gone', { payload: new Uint8Array(8), ...qos1(1) }));
    expect(rulesOf(above)).toEqual([]);
  });

  it('with RETAIN as in its CONNECT', () => {
    const retain = { retain: true };
    expect(rulesOf(lost(retain).get(publish('gone', { ...GONE, ...retain })))).toEqual([
      'retain-flag-kept',
    ]);
    const asPublished = { retainAsPublished: true };
    expect(rulesOf(lost(retain, asPublished).get(publish('gone', GONE)))).toEqual([
      'retain-flag-changed',
    ]);
    const same = lost(retain, asPublished).get(publish('gone', { ...GONE, ...retain }));
    expect(rulesOf(same)).toEqual([]);
  });

  it('with its properties', () => {
    const properties = [{ name: 'contentType', value: 'text/plain' } as const];
    expect(rulesOf(lost({ properties }).get(publish('gone', GONE)))).toEqual([
      'message-properties-changed',
    ]);
    expect(rulesOf(lost({ properties }).get(publish('gone', { ...GONE, properties })))).toEqual([]);
  });

  it('stored for later subscriptions with RETAIN, while the server is known to run', () => {
    const late = (hasOther: boolean): Talk => {
      const talk = new Talk(4);
      if (hasOther) talk.begin({ clientId: 'other' }).open();
      talk
        .begin({ clientId: 'dev', will: { ...last(), retain: true } })
        .close()
        .wait(5);
      talk.open().begin({ clientId: 'late' }).subscribed('gone');
      return talk.wait(5).send(pingreq).get(pingresp);
    };
    expect(rulesOf(late(true))).toEqual(['retained-not-sent']);
    expect(rulesOf(late(false))).toEqual([]);
  });

  it.each([4, 5] as const)('that replaces the retained message, version %i', (version) => {
    const subscriber = (payload: Uint8Array): Talk => {
      const talk = new Talk(version).begin({ clientId: 'other' }).open();
      talk.begin({ clientId: 'dev', will: { ...last(), retain: true } });
      const online = { payload: new Uint8Array(6).fill(0x6f), retain: true };
      talk.send(publish('gone', { ...online, ...qos1(1) })).get(ack('puback', 1));
      talk.wait(5).close().wait(5).open().begin({ clientId: 'late' }).subscribed('gone', 0);
      return talk.get(publish('gone', { payload, retain: true }));
    };
    expect(rulesOf(subscriber(new Uint8Array(6).fill(0x6f)))).toEqual(['retained-not-last']);
    expect(rulesOf(subscriber(GONE.payload))).toEqual([]);
  });

  it('once to each subscription', () => {
    const deliver = (talk: Talk, id: number): Talk =>
      talk
        .get(publish('gone', { ...GONE, ...qos2(id) }))
        .send(ack('pubrec', id))
        .get(ack('pubrel', id))
        .send(ack('pubcomp', id));
    const once = new Talk(5).begin({ clientId: 'sub' }).subscribed('gone').open();
    once.begin({ clientId: 'dev', will: { ...last(), qos: 2 } }).close();
    expect(rulesOf(deliver(once.on(SUBSCRIBER), 1))).toEqual([]);
    expect(rulesOf(deliver(once, 2))).toEqual(['delivered-twice']);
  });

  it('stored for a session without a connection', () => {
    const talk = new Talk(4).begin({ clientId: 'sub', cleanStart: false }).subscribed('gone', 1);
    talk
      .end()
      .open()
      .begin({ clientId: 'dev', will: { ...last(), qos: 1 } })
      .close();
    talk.again({ clientId: 'sub', cleanStart: false }, { sessionPresent: true });
    expect(rulesOf(talk.wait(30).send(pingreq).get(pingresp))).toEqual(['will-not-published']);
  });
});

it.each([4, 5] as const)('a will comes after the messages of its client, version %i', (version) => {
  const of = (first: number) => ({ payload: new Uint8Array(4).fill(first) });
  const talk = both(new Talk(version));
  const device = talk.stream;
  for (const first of [1, 2]) talk.on(device).send(publish('gone', of(first)));
  talk
    .on(SUBSCRIBER)
    .get(publish('gone', of(1)))
    .get(publish('gone', of(2)));
  comes(talk.on(device).close());
  expect(talk.rules).not.toContain('delivered-out-of-order');
});

describe('a will that DISCONNECT discards while a retained message stays', () => {
  const discarded = (talk: Talk) =>
    talk.found
      .filter(({ rule }) => rule === 'will-discarded')
      .map(({ packet, other }) => [packet, other] as const);

  it('is judged 10 s after DISCONNECT, also at the end of the capture', () => {
    const talk = present(new Talk(4)).end();
    talk.capture.end(talk.time + 9e6);
    expect(discarded(talk)).toEqual([]);
    const longer = present(new Talk(4)).end();
    longer.capture.end(longer.time + 10e6);
    expect(discarded(longer)).toEqual([[5, 3]]);
  });

  it('is reported once for a client and topic', () => {
    const talk = new Talk(5);
    for (const clientId of ['dev', 'dev', 'dev-2', 'dev']) {
      present(talk, { clientId, will: { ...last(), topic: 'gone', retain: true } }).end();
      talk.wait(11).open();
    }
    talk.begin({ clientId: 'x' });
    // From then on, several clients write the topic.
    expect(discarded(talk)).toEqual([[5, 3]]);
  });

  it('is found after another client was lost', () => {
    const talk = new Talk(4).begin({ clientId: 'lost' }).open();
    present(talk).on(1).close().on(2).end();
    expect(discarded(observed(talk))).toHaveLength(1);
  });

  it('is found with a message of QoS 0', () => {
    const talk = new Talk(4).begin({ clientId: 'dev', will: { ...last(), retain: true } });
    talk.send(publish('gone', { retain: true })).end();
    expect(discarded(observed(talk))).toEqual([[4, 3]]);
  });

  const silent: Readonly<Record<string, (talk: Talk) => Talk>> = {
    'DISCONNECT requests the will': (talk) =>
      present(talk).send({ type: 'disconnect', reasonCode: 4 }).close(),
    'no DISCONNECT': (talk) => present(talk).close(),
    'the will has no RETAIN': (talk) => present(talk, { will: last() }).end(),
    'the message is that of the will': (talk) =>
      present(talk, { will: { ...last(), payload: publish('gone').payload, retain: true } }).end(),
    'the client cleared the topic': (talk) =>
      present(talk)
        .send(publish('gone', { retain: true, payload: new Uint8Array() }))
        .end(),
    'the client said without RETAIN that it leaves': (talk) =>
      present(talk).send(publish('gone', GONE)).end(),
    'the client has no retained message there': (talk) =>
      talk
        .begin({ will: { ...last(), retain: true } })
        .send(publish('gone'))
        .send(publish('other', { retain: true }))
        .end(),
    'the client is back': (talk) => present(talk).end().wait(8).open().connect({ clientId: 'dev' }),
    'the client has a newer connection': (talk) => {
      const old = present(talk).stream;
      talk.open().begin({ clientId: 'dev' });
      return talk.on(old).end();
    },
    'another client writes the topic later': (talk) =>
      present(talk)
        .end()
        .wait(5)
        .open()
        .begin({ clientId: 'x' })
        .send(publish('gone', { ...GONE, retain: true })),
    'another client wrote the topic before': (talk) =>
      present(talk.begin({ clientId: 'x' }).send(publish('gone', GONE)).end().open()).end(),
    'a client outside of the capture writes the topic': (talk) => {
      talk.begin({ clientId: 'sub' }).subscribed('gone', 0).open();
      return present(talk).end().on(1).get(publish('gone', GONE));
    },
    'the server refused the message': (talk) =>
      talk
        .begin({ clientId: 'dev', will: { ...last(), retain: true } })
        .send(publish('gone', { ...qos1(1), retain: true }))
        .get(ack('puback', 1, { reasonCode: 0x87 }))
        .end(),
    'the message expires': (talk) =>
      talk
        .begin({ clientId: 'dev', will: { ...last(), retain: true } })
        .send(
          publish('gone', {
            retain: true,
            properties: [{ name: 'messageExpiryInterval', value: 60 }],
          }),
        )
        .end(),
    'the server retains nothing': (talk) =>
      talk
        .begin(
          { clientId: 'dev', will: { ...last(), retain: true } },
          { properties: [{ name: 'retainAvailable', value: 0 }] },
        )
        .send(publish('gone', { retain: true }))
        .end(),
    'the capture lacks packets': (talk) => {
      present(talk).capture.gapIn(talk.stream);
      return talk.end();
    },
    'the capture lacks packets of another client': (talk) => {
      present(talk).end().open();
      talk.capture.gapIn(talk.stream);
      return talk;
    },
    'a message of the client is masked': (talk) => {
      present(talk).time += 1_000;
      const bytes = encode(publish('gone', { payload: encodeUtf8('go**') }), talk.version);
      talk.capture.packet(talk.stream, 'out', talk.time, bytes, true);
      return talk.end();
    },
    'an unknown client is there': (talk) => present(talk).end().open().send(pingreq).get(pingresp),
  };

  it.each(Object.keys(silent))('is not claimed: %s', (name) => {
    expect(discarded(observed(silent[name]?.(new Talk(5)) ?? new Talk(5)))).toEqual([]);
  });
});
