import { describe, expect, it } from 'vitest';
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import {
  ack,
  pingreq,
  pingresp,
  publish,
  type SubscribeOptions,
  suback,
  subscribe,
  Talk,
  unsuback,
  unsubscribe,
} from '../problems/talk.testkit.ts';
import { FORWARDING } from './forwarding.ts';
import { identified, qos1, qos2 } from './pieces.testkit.ts';
import { describeRules } from './scenes.testkit.ts';

/** A payload that no other client sends by chance. */
const TELLING = { payload: new Uint8Array(20).fill(0x61) };

const SUBSCRIBER = 1;
const PUBLISHER = 2;

const expiring = (value: number) => ({
  properties: [{ name: 'messageExpiryInterval', value }] as const,
});
const user = (...names: readonly string[]): Pick<PublishPacket, 'properties'> => ({
  properties: names.map((name): Property => ({ name: 'userProperty', value: [name, '1'] })),
});

/** A subscriber to `a`, and another client. */
function both(talk: Talk, qos: 0 | 1 | 2 = 2, options: SubscribeOptions = {}): Talk {
  return talk.begin({ clientId: 'sub' }).subscribed('a', qos, options).open().begin();
}

/** The other client publishes a message, and the subscriber gets one. */
const forward = (
  talk: Talk,
  sent: Partial<PublishPacket>,
  delivered: Partial<PublishPacket>,
): Talk => talk.on(PUBLISHER).send(publish('a', sent)).on(SUBSCRIBER).get(publish('a', delivered));

/** Lets 30 ms pass. */
function pause(talk: Talk): Talk {
  for (let n = 0; n < 15; n += 1) talk.send(pingreq).get(pingresp);
  return talk;
}

const named = (text: string) => ({ payload: new TextEncoder().encode(text) });

describeRules(FORWARDING, {
  'delivered-above-published': {
    breaks: (talk) => {
      talk.begin().subscribed('#', 1);
      // More than the rule looks back.
      for (let n = 0; n < 600; n += 1) talk.get(publish('b'));
      talk.send(publish('a', TELLING)).get(publish('a', { ...qos1(1), ...TELLING }));
    },
    keeps: (talk) => {
      talk
        .begin()
        .subscribed('a', 1)
        .send(publish('a', { ...qos1(2), ...TELLING }))
        .get(ack('puback', 2))
        .get(publish('a', { ...qos1(1), ...TELLING }))
        .send(ack('puback', 1));
      // A message that any client may have published.
      talk.send(publish('a')).get(publish('a', qos1(2)));
    },
  },
  'delivered-below-granted': {
    breaks: (talk) => forward(both(talk, 1), qos1(1), { qos: 0 }),
    keeps: (talk) => {
      forward(both(talk, 1), qos2(1), qos1(1));
      forward(talk, { qos: 0, ...named('zero') }, { qos: 0, ...named('zero') });
    },
  },
  'message-expiry-changed': {
    breaks: (talk) => forward(both(talk), expiring(60), {}),
    keeps: (talk) => forward(both(talk), expiring(60), expiring(59)),
  },
  'message-properties-changed': {
    breaks: (talk) => forward(both(talk), user('a', 'b', 'c'), user('a', 'c', 'b')),
    keeps: (talk) => forward(both(talk), user('a', 'b'), user('x', 'a', 'b')),
  },
  'own-message-returned': {
    breaks: (talk) =>
      talk
        .begin()
        .send(subscribe(1, ['a'], 2, { noLocal: true }))
        .get(suback(1, [2]))
        .send(publish('a'))
        .get(publish('a')),
    keeps: (talk) => talk.begin().subscribed('a').send(publish('a')).get(publish('a')),
  },
  'subscription-identifier-of-another': {
    breaks: (talk) =>
      talk
        .begin()
        .subscribed('a', 2, identified(7))
        .subscribed('b', 2, identified(8))
        .get(publish('a', identified(8))),
    keeps: (talk) =>
      talk
        .begin()
        .subscribed('a', 2, identified(7))
        .subscribed('b', 2, identified(8))
        .get(publish('a', identified(7)))
        // It may have been sent before the identifier was replaced.
        .subscribed('a', 2, identified(9))
        .get(publish('a', identified(7))),
  },
  'retain-flag-kept': {
    breaks: (talk) => forward(pause(both(talk)), { retain: true }, { retain: true }),
    keeps: (talk) => {
      forward(pause(both(talk)), { retain: true }, { retain: false });
      talk.subscribed('a').get(publish('a', { retain: true }));
    },
  },
  'retain-flag-changed': {
    breaks: (talk) =>
      forward(both(talk, 2, { retainAsPublished: true }), { retain: true }, { retain: false }),
    keeps: (talk) => {
      both(talk, 2, { retainAsPublished: true });
      forward(talk, { retain: true }, { retain: true });
      forward(talk, named('zero'), named('zero'));
    },
  },
  'delivered-out-of-order': {
    breaks: (talk) =>
      both(talk)
        .send(publish('a', { ...qos1(1), ...named('first') }))
        .send(publish('a', { ...qos1(2), ...named('second') }))
        .on(SUBSCRIBER)
        .get(publish('a', { ...qos1(1), ...named('second') }))
        .get(publish('a', { ...qos1(2), ...named('first') })),
    keeps: (talk) =>
      both(talk)
        .send(publish('a', { ...qos1(1), ...named('first') }))
        .send(publish('a', { ...qos1(2), ...named('second') }))
        .on(SUBSCRIBER)
        .get(publish('a', { ...qos1(1), ...named('first') }))
        .get(publish('a', { ...qos1(2), ...named('second') }))
        .get(publish('a', { ...qos1(1, true), ...named('first') })),
  },
  'delivered-twice': {
    breaks: (talk) =>
      forward(both(talk), qos2(1), qos2(1))
        .send(ack('pubrec', 1))
        .get(ack('pubrel', 1))
        .send(ack('pubcomp', 1))
        .get(publish('a', qos2(2))),
    keeps: (talk) => {
      forward(both(talk), qos2(1), qos2(1))
        .send(ack('pubrec', 1))
        .get(ack('pubrel', 1))
        .send(ack('pubcomp', 1));
      forward(talk, qos2(2), qos2(2));
    },
  },
  'shared-message-twice': {
    breaks: (talk) => forward(shared(talk), {}, {}).on(3).get(publish('a')),
    keeps: (talk) =>
      forward(shared(talk), {}, {}).on(PUBLISHER).send(publish('a')).on(3).get(publish('a')),
  },
  'delivered-after-unsubscribe': {
    breaks: (talk) => forward(ended(both(talk)), qos1(2), qos1(2)),
    keeps: (talk) =>
      ended(both(talk).send(publish('a', qos1(1))))
        // The server held it before.
        .on(SUBSCRIBER)
        .get(publish('a', qos1(1))),
  },
});

describe('a short payload', () => {
  const short = (talk: Talk, direction: 'send' | 'get', ...texts: readonly string[]): Talk => {
    for (const [at, text] of texts.entries())
      talk[direction](publish('a', { ...qos1(at + 1), ...named(text) }));
    return talk;
  };

  it('is followed if clients of the capture sent all messages of its topic', () => {
    const talk = short(both(new Talk(4), 1), 'send', '1', '2', '3').on(SUBSCRIBER);
    expect(short(talk, 'get', '1', '3', '2').rules).toContain('delivered-out-of-order');
  });

  it('may be of another client if one sends on the topic', () => {
    const talk = short(both(new Talk(4), 1), 'send', '1', '2', '3').on(SUBSCRIBER);
    expect(short(talk, 'get', '7', '1', '3', '2').rules).not.toContain('delivered-out-of-order');
  });

  it('loses no property', () => {
    const typed = { properties: [{ name: 'contentType', value: 'a/b' }] } as const;
    const talk = forward(both(new Talk(5)), { ...named('1'), ...typed }, named('1'));
    expect(talk.rules).toContain('message-properties-changed');
  });
});

/** Two members of a shared subscription, and another client. */
function shared(talk: Talk, filter = '$share/group/a'): Talk {
  const member = (clientId: string) => talk.begin({ clientId }).subscribed(filter);
  member('one').open().begin({ clientId: 'other' }).open();
  return member('two');
}

const ended = (talk: Talk): Talk =>
  talk
    .on(SUBSCRIBER)
    .send(unsubscribe(2, ['a']))
    .get(unsuback(2, [0]))
    .on(PUBLISHER);

it.each<[string, string, readonly Property[], readonly Property[]]>([
  ['Content Type', '3.3.2-20', [{ name: 'contentType', value: 'a/b' }], []],
  [
    'Content Type',
    '3.3.2-20',
    [{ name: 'contentType', value: 'a/b' }],
    [{ name: 'contentType', value: 'c/d' }],
  ],
  ['Payload Format Indicator', '3.3.2-4', [{ name: 'payloadFormatIndicator', value: 1 }], []],
  ['Response Topic', '3.3.2-15', [{ name: 'responseTopic', value: 'r' }], []],
  [
    'Correlation Data',
    '3.3.2-16',
    [{ name: 'correlationData', value: Uint8Array.of(1) }],
    [{ name: 'correlationData', value: Uint8Array.of(2) }],
  ],
  ['User Property', '3.3.2-17', user('a', 'b').properties, user('a').properties],
  ['User Property', '3.3.2-18', user('a', 'b').properties, user('b', 'a').properties],
])('names %s, [MQTT-%s]', (property, statement, sent, delivered) => {
  const talk = forward(both(new Talk(5)), { properties: sent }, { properties: delivered });
  expect(talk.found).toMatchObject([
    {
      rule: 'message-properties-changed',
      statement: `MQTT-${statement}`,
      finding: { args: { property } },
    },
  ]);
});

it.each([
  ['raised', 60, 61, 0],
  ['not reduced', 60, 60, 4],
  ['missing after a while', 60, undefined, 2],
] as const)('3.3.2.3.3: expiry %s', (_how, sent, delivered, waited) => {
  const talk = both(new Talk(5)).send(publish('a', expiring(sent)));
  talk.wait(waited).on(SUBSCRIBER);
  talk.get(publish('a', delivered === undefined ? {} : expiring(delivered)));
  expect(talk.rules).toEqual(['message-expiry-changed']);
});

it('4.8.2: compares the members of a queue', () => {
  const talk = forward(shared(new Talk(4), '$queue/a'), {}, {})
    .on(3)
    .get(publish('a'));
  expect(talk.rules).toContain('shared-message-twice');
});

it('compares with a message only if no other one fits', () => {
  const typed = { properties: [{ name: 'contentType', value: 'a/b' }] } as const;
  const talk = both(new Talk(5))
    .send(publish('a', typed))
    .send(publish('a', expiring(9)));
  talk
    .on(SUBSCRIBER)
    .get(publish('a', expiring(9)))
    .get(publish('a', typed));
  // Each of them has arrived, so this is a different message.
  talk.get(publish('a'));
  expect(talk.rules).toEqual([]);
});

it.each([
  [14, []],
  [20, ['message-expiry-changed']],
])('compares the %i s of a message that a resumed session kept for 6 s', (left, rules) => {
  const away = {
    cleanStart: false,
    properties: [{ name: 'sessionExpiryInterval', value: 99 }],
  } as const;
  const talk = new Talk(5).begin({ clientId: 'sub', ...away }).subscribed('a');
  talk.send({ type: 'disconnect' }).open().begin();
  talk.send(publish('a', { ...qos1(1), ...TELLING, ...expiring(20) })).get(ack('puback', 1));
  talk
    .wait(6)
    .open()
    .begin({ clientId: 'sub', ...away }, { sessionPresent: true });
  talk.get(publish('a', { ...qos1(1), ...TELLING, ...expiring(left) }));
  expect(talk.rules).toEqual(rules);
});

it('compares the order of plain messages on a topic that has passed the full checks', () => {
  const talk = both(new Talk(4), 0).on(PUBLISHER);
  for (const name of ['one..', 'two..', 'three']) talk.send(publish('a', named(name)));
  talk.on(SUBSCRIBER);
  for (const name of ['one..', 'three', 'two..']) talk.get(publish('a', named(name)));
  expect(talk.rules).toEqual(['delivered-out-of-order']);
});

describe('the order of plain messages in a long capture', () => {
  const LONG = 3_000;

  /** Delivers messages in order until the capture is long. */
  function long(options: SubscribeOptions = {}): Talk {
    const talk = both(new Talk(5), 0, options).on(PUBLISHER);
    for (let n = 0; n < LONG; n += 1) forward(talk, named(`${n}..`), named(`${n}..`));
    return talk.on(PUBLISHER);
  }
  const sends = (talk: Talk, names: readonly string[]): Talk =>
    names.reduce((one, name) => one.send(publish('a', named(name))), talk).on(SUBSCRIBER);
  const gets = (talk: Talk, names: readonly string[]): Talk =>
    names.reduce((one, name) => one.get(publish('a', named(name))), talk);

  it.each([
    ['one follows another', ['one..', 'two..', 'three'], []],
    ['one was discarded', ['one..', 'three'], []],
    ['two are exchanged', ['two..', 'one..', 'three'], ['delivered-out-of-order']],
    ['the last is late', ['one..', 'three', 'two..'], ['delivered-out-of-order']],
  ] as const)('is compared: %s', (_what, delivered, rules) => {
    const talk = sends(long(), ['one..', 'two..', 'three']);
    expect(gets(talk, delivered).rules).toEqual(rules);
  });

  it('is compared after a message of a client that the capture lacks', () => {
    const talk = sends(long(), ['one..', 'two..']);
    const found = gets(talk, ['alien', 'two..', 'one..']).rules;
    expect(found).toEqual(['delivered-out-of-order']);
  });

  it('is compared after a pause with more packets than are searched', () => {
    const talk = pause(long());
    for (let n = 0; n < 40; n += 1) pause(talk);
    sends(talk.on(PUBLISHER), ['one..', 'two..']);
    expect(gets(talk, ['two..', 'one..']).rules).toEqual(['delivered-out-of-order']);
  });

  it('is compared for each subscriber', () => {
    const talk = long();
    talk.open().begin({ clientId: 'other' }).subscribed('a', 0);
    const other = talk.stream;
    sends(talk.on(PUBLISHER), ['one..', 'two..', 'three']);
    gets(talk, ['one..', 'two..']).on(other);
    gets(talk, ['two..']).on(SUBSCRIBER);
    gets(talk, ['three']).on(other);
    expect(gets(talk, ['one..', 'three']).rules).toEqual(['delivered-out-of-order']);
  });
});

it('compares no messages of two servers', () => {
  const talk = new Talk(5);
  talk.stream = talk.capture.openStream({ server: 'one:1883' });
  talk.begin().subscribed('a');
  const subscriber = talk.stream;
  talk.stream = talk.capture.openStream({ server: 'two:1883' });
  talk
    .begin()
    .send(publish('a', expiring(9)))
    .on(subscriber)
    .get(publish('a'));
  expect(talk.rules).toEqual([]);
});

it('the last request decides on Retain As Published', () => {
  const talk = both(new Talk(5), 1, { retainAsPublished: true }).on(SUBSCRIBER).wait(3);
  talk
    .send(subscribe(2, ['a'], 1, { retainHandling: 2 }))
    .get(suback(2, [1]))
    .wait(3);
  const kept = { ...qos1(1), ...TELLING, retain: true };
  expect(forward(talk, kept, kept).rules).toEqual(['retain-flag-kept']);
});

it('a bridge gets RETAIN as published', () => {
  const talk = new Talk(4)
    .begin({ protocolLevel: 0x84 })
    .subscribed('a')
    .open()
    .begin({ clientId: 'b' });
  forward(pause(talk), { retain: true }, { retain: true });
  expect(talk.rules).not.toContain('retain-flag-kept');
});

describe('retain-flag-kept directly after SUBACK', () => {
  const retained = { retain: true } as const;
  const found = (talk: Talk): readonly string[] =>
    talk.rules.filter((rule) => rule === 'retain-flag-kept');

  it.each([4, 5] as const)('is not claimed for a possible retained copy, version %i', (version) => {
    const talk = both(new Talk(version));
    forward(talk, { ...retained, ...named('live') }, { ...retained, ...named('live') });
    expect(found(talk)).toEqual([]);
  });

  it.each([4, 5] as const)('is found after the retained message, version %i', (version) => {
    const talk = both(new Talk(version))
      .on(SUBSCRIBER)
      .get(publish('a', { ...retained, ...named('old') }))
      .on(PUBLISHER);
    forward(talk, { ...retained, ...named('live') }, { ...retained, ...named('live') });
    expect(found(talk)).toEqual(['retain-flag-kept']);
  });

  it('is not claimed if each of two requests gets the retained message', () => {
    const talk = both(new Talk(5))
      .on(SUBSCRIBER)
      .get(publish('a', { ...retained, ...named('old') }))
      .subscribed('a')
      .on(PUBLISHER);
    forward(talk, { ...retained, ...named('live') }, { ...retained, ...named('live') });
    expect(found(talk)).toEqual([]);
  });

  it('is not claimed if each of two filters gets the retained message', () => {
    const talk = both(new Talk(5))
      .on(SUBSCRIBER)
      .subscribed('+')
      .get(publish('a', { ...retained, ...named('old') }))
      .on(PUBLISHER);
    forward(talk, { ...retained, ...named('live') }, { ...retained, ...named('live') });
    expect(found(talk)).toEqual([]);
  });

  it('is found for a shared subscription, which gets no retained messages', () => {
    const talk = new Talk(5).begin({ clientId: 'sub' }).subscribed('$share/group/a');
    talk.open().begin();
    forward(talk, { ...retained, ...named('live') }, { ...retained, ...named('live') });
    expect(found(talk)).toEqual(['retain-flag-kept']);
  });

  it('is found for a message without RETAIN if another one is retained', () => {
    const [publisher, subscriber] = [1, 2];
    const after = (kept: string) =>
      new Talk(5)
        .begin()
        .send(publish('a', { ...retained, ...qos1(1), ...named(kept) }))
        .get(ack('puback', 1))
        .open()
        .begin({ clientId: 'sub' })
        .subscribed('a')
        .on(publisher)
        .send(publish('a', named('live')))
        .on(subscriber)
        .get(publish('a', { ...retained, ...named('live') }));
    expect(found(after('old'))).toEqual(['retain-flag-kept']);
    expect(found(after('live'))).toEqual([]);
  });
});

it('a gap ends the comparison', () => {
  const talk = both(new Talk(5));
  talk.capture.lacks(SUBSCRIBER);
  forward(talk, expiring(9), {});
  expect(talk.rules).toEqual([]);
});

it('a retained message has the lower QoS of its PUBLISH and the subscription', () => {
  const got = (granted: 0 | 1, message: Partial<PublishPacket>) => {
    const talk = new Talk(4).begin().send(publish('a', { ...TELLING, ...qos1(1), retain: true }));
    talk.get(ack('puback', 1)).open().begin({ clientId: 'sub' }).subscribed('a', granted);
    return talk.get(publish('a', { ...TELLING, retain: true, ...message })).rules;
  };
  expect(got(1, {})).toEqual(['delivered-below-granted']);
  expect(got(1, qos1(1))).toEqual([]);
  expect(got(0, {})).toEqual([]);
});

it('No Local counts for all connections of a session', () => {
  const session = {
    cleanStart: false,
    properties: [{ name: 'sessionExpiryInterval', value: 600 } as const],
  };
  const talk = new Talk(5).begin(session).subscribed('a', 1, { noLocal: true });
  talk
    .send(publish('a', { ...TELLING, ...qos1(2) }))
    .get(ack('puback', 2))
    .end();
  talk.again(session, { sessionPresent: true }).get(publish('a', { ...TELLING, ...qos1(1) }));
  expect(talk.rules).toEqual(['own-message-returned']);
});

it.each([0, 1] as const)('a resent PUBLISH of QoS 2 arrives twice with QoS %i', (qos) => {
  const talk = both(new Talk(4), qos);
  const delivered = (id: number) => publish('a', { ...TELLING, ...(qos === 1 && qos1(id)) });
  talk.on(PUBLISHER).send(publish('a', { ...TELLING, ...qos2(1) }));
  talk.on(SUBSCRIBER).get(delivered(1));
  talk.on(PUBLISHER).send(publish('a', { ...TELLING, ...qos2(1), dup: true }));
  talk.on(SUBSCRIBER).get(delivered(2));
  expect(talk.rules).toContain('delivered-twice');
});
