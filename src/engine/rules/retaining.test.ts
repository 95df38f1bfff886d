import { describe, expect, it } from 'vitest';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion, PublishPacket } from '../../mqtt/tables/packet.ts';
import {
  ack,
  pingreq,
  pingresp,
  publish,
  suback,
  subscribe,
  Talk,
  unsuback,
  unsubscribe,
} from '../problems/talk.testkit.ts';
import { qos1 } from './pieces.testkit.ts';
import { RETAINING } from './retaining.ts';
import { describeRules } from './scenes.testkit.ts';

const text = (payload: string) => ({ payload: new TextEncoder().encode(payload) });

/** A client sets retained messages of `a`, which the server accepts. */
function retained(talk: Talk, ...payloads: readonly string[]): Talk {
  talk.begin({ clientId: 'pub' });
  for (const [index, payload] of payloads.entries()) {
    talk
      .send(publish('a', { ...qos1(index + 1), retain: true, ...text(payload) }))
      .get(ack('puback', index + 1));
  }
  return talk;
}

const subscribed = (talk: Talk): Talk => talk.open().begin({ clientId: 'sub' }).subscribed('a');
const gets = (talk: Talk, payload: string): Talk =>
  talk.get(publish('a', { retain: true, ...text(payload) }));
const later = (talk: Talk, seconds: number): Talk => talk.wait(seconds).send(pingreq).get(pingresp);

/** A packet that arrives like those of a live connection. */
function inBatch(talk: Talk, packet: Packet): Talk {
  const { capture, stream, version, time } = talk;
  const together = {
    stream,
    time,
    version,
    maximumPacketSize: Number.POSITIVE_INFINITY,
    aliases: new Set<number>(),
    answer: () => undefined,
  };
  capture.batch(encode(packet, version), (bytes) => {
    const end = capture.plain(bytes, 0, together);
    if (end < bytes.length) capture.packet(stream, 'in', time, bytes.subarray(end));
  });
  return talk;
}

const KEPT = {
  clientId: 'sub',
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: 600 } as const],
};

/** The server accepts messages of another client while a subscriber is away. The subscriber is the stream 3. */
function missing(
  talk: Talk,
  subscribe = (one: Talk) => one.subscribed('+', 0),
  change: Partial<PublishPacket> = {},
  reasonCode = 0,
): Talk {
  subscribe(talk.begin(KEPT)).wait(1).end().wait(1).open().begin({ clientId: 'pub' });
  for (const [index, payload] of ['one', 'two'].entries()) {
    talk
      .send(publish('a', { ...qos1(index + 1), ...text(payload), ...change }))
      .get(ack('puback', index + 1, { reasonCode }));
  }
  return talk.wait(5).again(KEPT, { sessionPresent: true });
}

/** A subscriber, and a publisher whose message the server accepts. */
function accepted(talk: Talk): Talk {
  talk.begin({ clientId: 'sub' }).subscribed('a').open().begin({ clientId: 'pub' });
  return talk
    .send(publish('a', qos1(1)))
    .get(ack('puback', 1))
    .on(1);
}

/** The client `pub` clears `a` after 3 s. */
const cleared = (talk: Talk): Talk => retained(talk, 'good', '').wait(3);
const publishes = (talk: Talk, clientId: string): Talk =>
  talk
    .open()
    .begin({ clientId })
    .send(publish('a', { retain: true, ...text('again') }));

const sets = (talk: Talk): Talk => talk.begin().send(publish('a', { retain: true, ...text('on') }));

describeRules(RETAINING, {
  'retained-not-sent': {
    breaks: (talk) => later(subscribed(retained(talk, 'good')), 5),
    keeps: (talk) => {
      later(gets(subscribed(retained(talk, 'good')), 'good'), 5);
      // A cleared topic has none.
      talk.open();
      retained(talk, '');
      later(subscribed(talk), 5);
    },
  },
  'retained-without-flag': {
    breaks: (talk) => later(subscribed(retained(talk, 'good')).get(publish('a', text('good'))), 5),
    keeps: (talk) => {
      // Published again, or another message.
      const again = subscribed(retained(talk, 'good'))
        .on(1)
        .send(publish('a', text('good')));
      later(again.on(2).get(publish('a', text('good'))), 5);
      talk.open();
      later(subscribed(retained(talk, 'good')).get(publish('a', text('other'))), 5);
    },
  },
  'retained-not-last': {
    breaks: (talk) => gets(subscribed(retained(talk, 'old one', 'new one')), 'old one'),
    keeps: (talk) => gets(subscribed(retained(talk, 'old one', 'new one')), 'new one'),
  },
  'retained-after-clear': {
    breaks: (talk) => gets(subscribed(retained(talk, 'good', '')), 'good'),
    keeps: (talk) => gets(subscribed(retained(talk, 'good', '', 'good')), 'good'),
  },
  'retained-not-cleared': {
    breaks: (talk) => sets(talk).send(publish('a', text(''))),
    keeps: (talk) => {
      sets(talk).send(publish('a', { retain: true, ...text('') }));
      // The topic has no retained message any more.
      talk.send(publish('a', text('')));
    },
  },
  'retained-set-again': {
    breaks: (talk) => publishes(cleared(talk), 'device'),
    // The same client replaces its message.
    keeps: (talk) => publishes(cleared(talk), 'pub'),
  },
  'not-stored-for-qos-0': {
    breaks: (talk) => later(missing(talk), 11),
    keeps: (talk) => later(missing(talk).get(publish('a', text('two'))), 11),
  },
  'message-not-delivered-yet': {
    breaks: (talk) => accepted(talk).wait(2).close(),
    keeps: (talk) => {
      // The server has sent something else.
      later(accepted(talk), 2).close();
    },
  },
  'message-not-delivered': {
    breaks: (talk) => later(accepted(talk), 30),
    keeps: (talk) => {
      later(
        accepted(talk)
          .get(publish('a', qos1(1)))
          .send(ack('puback', 1)),
        30,
      );
      // A slow receiver holds it back.
      talk.get(publish('a', { ...qos1(2), ...text('other') }));
      later(
        talk
          .on(2)
          .send(publish('a', qos1(2)))
          .get(ack('puback', 2))
          .on(1),
        30,
      );
    },
  },
});

it('claims nothing about retained messages after a gap or a lost connection', () => {
  const gap = retained(new Talk(5), 'good');
  gap.capture.lacks(gap.stream);
  expect(later(subscribed(gap), 5).rules).not.toContain('retained-not-sent');
  const lost = retained(new Talk(5), 'good').close();
  expect(later(subscribed(lost), 5).rules).not.toContain('retained-not-sent');
});

it.each([
  [60, ['retained-not-sent']],
  [2, []],
])('a retained message that expires after %i s is expected until then', (value, rules) => {
  const expiring = { properties: [{ name: 'messageExpiryInterval', value } as const] };
  const talk = new Talk(5).begin({ clientId: 'pub' });
  talk.send(publish('a', { ...qos1(1), retain: true, ...expiring })).get(ack('puback', 1));
  expect(later(subscribed(talk), 5).rules).toEqual(rules);
});

it.each([
  [60, ['message-not-delivered']],
  [10, []],
])('a message that expires after %i s is expected until then', (value, rules) => {
  const expiring = { properties: [{ name: 'messageExpiryInterval', value } as const] };
  const talk = new Talk(5).begin({ clientId: 'sub' }).subscribed('a').open().begin();
  talk.send(publish('a', { ...qos1(1), ...expiring })).get(ack('puback', 1));
  expect(later(talk.on(1), 30).rules).toEqual(rules);
});

it('names a delivery with another payload instead', () => {
  const talk = new Talk(4).begin({ clientId: 'sub' }).subscribed('a', 1).open().begin();
  talk.send(publish('a', { ...qos1(1), ...text('as it was sent') })).get(ack('puback', 1));
  talk.on(1).get(publish('a', { ...qos1(1), ...text('as it was') }));
  later(talk.send(ack('puback', 1)), 30);
  expect(talk.found[0]).toMatchObject({ rule: 'message-not-delivered', other: 9 });
});

it('a subscription gets no empty message of a cleared topic', () => {
  const talk = gets(subscribed(retained(new Talk(4), 'good', '')), '');
  expect(talk.rules).toEqual(['retained-after-clear']);
});

describe('messages of a session without a connection', () => {
  const session = (version: ProtocolVersion) => ({
    clientId: 'sub',
    cleanStart: false,
    properties: version === 5 ? [{ name: 'sessionExpiryInterval', value: 600 } as const] : [],
  });
  const TEXTS = ['message one', 'message two'];

  /** The subscriber leaves, the server accepts two messages, and the subscriber comes back. */
  function away(version: ProtocolVersion, { sessionPresent = true, change = {} } = {}): Talk {
    const talk = new Talk(version).begin(session(version)).subscribed('a').end();
    talk.open().begin({ clientId: 'pub' });
    for (const [index, payload] of TEXTS.entries()) {
      talk
        .send(publish('a', { ...qos1(index + 1), ...text(payload), ...change }))
        .get(ack('puback', index + 1));
    }
    return talk.wait(30).again(session(version), { sessionPresent });
  }
  const arrive = (talk: Talk, ...payloads: readonly string[]): Talk => {
    for (const [index, payload] of payloads.entries()) {
      talk
        .get(publish('a', { ...qos1(index + 1), ...text(payload) }))
        .send(ack('puback', index + 1));
    }
    return later(talk, 30);
  };

  it.each([4, 5] as const)('are missed after the session is resumed, version %i', (version) => {
    const talk = arrive(away(version), 'message one');
    expect(talk.rules).toEqual(['message-not-delivered']);
    expect(talk.found.map(foundWrong)).toEqual([
      '"a" did not arrive at connection #3 within 30 s after the server had resumed the session; the server had accepted it before.',
    ]);
    expect(arrive(away(version), ...TEXTS).rules).toEqual([]);
  });

  it('disappear with their session', () => {
    const talk = arrive(away(4, { sessionPresent: false }));
    expect(talk.rules).toEqual(['session-lost']);
  });

  it('are not missed after their expiry', () => {
    const properties = [{ name: 'messageExpiryInterval', value: 35 } as const];
    expect(arrive(away(5, { change: { properties } })).rules).toEqual([]);
  });

  it('arrive in the order in which they were published', () => {
    expect(arrive(away(4), ...TEXTS.toReversed()).rules).toEqual(['delivered-out-of-order']);
  });

  it('are missed if the connection was lost before they were delivered', () => {
    const talk = new Talk(4).begin(session(4)).subscribed('a').open().begin({ clientId: 'pub' });
    talk.send(publish('a', qos1(1))).get(ack('puback', 1));
    talk.on(1).close().wait(3).again(session(4), { sessionPresent: true });
    expect(arrive(talk).rules).toEqual(['closed-without-disconnect', 'message-not-delivered']);
  });

  it('may have arrived on the previous connection', () => {
    const talk = new Talk(4).begin(session(4)).subscribed('a').open().begin({ clientId: 'pub' });
    talk.send(publish('a', qos1(1))).get(ack('puback', 1));
    talk
      .on(1)
      .get(publish('a', qos1(1)))
      .send(ack('puback', 1))
      .close();
    talk.wait(3).again(session(4), { sessionPresent: true });
    expect(arrive(talk).rules).toEqual(['closed-without-disconnect']);
  });
});

it('claims nothing about a message that the server rejected', () => {
  const talk = new Talk(5).begin().send(publish('a', { ...qos1(1), retain: true }));
  talk.get(ack('puback', 1, { reasonCode: 0x87, properties: [] }));
  expect(later(subscribed(talk), 5).rules).not.toContain('retained-not-sent');
});

it('3.3.1.3: a filter that was unsubscribed is new again', () => {
  const talk = gets(subscribed(retained(new Talk(5), 'good')), 'good');
  talk.send(unsubscribe(7, ['a'])).get(unsuback(7, [0]));
  talk.send(subscribe(8, ['a'], 0, { retainHandling: 1 })).get(suback(8, [0]));
  expect(later(talk, 5).rules).toContain('retained-not-sent');
});

it('3.3.1.3: a subscription may request no retained messages', () => {
  const talk = retained(new Talk(5), 'good').open().begin({ clientId: 'sub' });
  talk.send(subscribe(1, ['a'], 1, { retainHandling: 2 })).get(suback(1, [1]));
  expect(later(talk, 5).rules).toEqual([]);
});

describe('a message that has not arrived when the connection ends', () => {
  const said = (talk: Talk) =>
    talk.found.flatMap((one) => (one.rule.startsWith('message-not-') ? [foundWrong(one)] : []));

  it('is missing if the server sent something after it, or closed the connection', () => {
    const FOUND =
      '"a" did not arrive at connection #1 within 2 s after the server had accepted it.';
    expect(said(later(accepted(new Talk(4)), 2).close())).toEqual([FOUND]);
    const talk = accepted(new Talk(4)).wait(2);
    talk.capture.closeStream(talk.stream, talk.time, { by: 'server' });
    expect(said(talk)).toEqual([FOUND]);
  });

  it('may be late otherwise', () => {
    expect(said(accepted(new Talk(4)).wait(2).close())).toEqual([
      '"a" had not arrived at connection #1 at the end, 2 s after the server had accepted it.',
    ]);
    const talk = accepted(new Talk(4)).wait(2);
    talk.capture.end(talk.time);
    expect(said(talk)).toHaveLength(1);
  });

  it('is not missed at once, or if its session is kept', () => {
    expect(said(accepted(new Talk(4)).close())).toEqual([]);
    const talk = new Talk(4).begin({ clientId: 'sub', cleanStart: false }).subscribed('a').open();
    talk
      .begin()
      .send(publish('a', qos1(1)))
      .get(ack('puback', 1));
    expect(said(talk.on(1).wait(2).close())).toEqual([]);
  });
});

it('finds a message that arrives on the fast path', () => {
  const talk = accepted(new Talk(5));
  for (let n = 0; n < 600; n += 1) talk.get(publish('b'));
  talk.get(publish('a', { qos: 0 }));
  expect(later(talk, 30).rules).not.toContain('message-not-delivered');
});

describe('a message that does not clear', () => {
  const said = (talk: Talk) =>
    talk.found.filter(({ rule }) => rule === 'retained-not-cleared').map(foundWrong);

  it('may be a blank with RETAIN', () => {
    const talk = sets(new Talk(4)).send(publish('a', { retain: true, ...text('\n') }));
    expect(said(talk)).toEqual([
      'A blank is published to "a" with RETAIN: it replaces the retained message, but does not clear it.',
    ]);
    expect(talk.found[0]).toMatchObject({ statement: 'MQTT-3.3.1-5', other: 3 });
  });

  it('may concern a message that only the server has sent', () => {
    const talk = gets(new Talk(5).begin().subscribed('a'), 'good').send(publish('a', text('')));
    expect(said(talk)).toEqual([
      'An empty message is published to "a" without RETAIN: it does not clear the retained message.',
    ]);
  });

  it('is found behind messages on the fast path, once', () => {
    const talk = sets(new Talk(4));
    for (let n = 0; n < 20; n += 1) talk.send(publish('a'));
    talk.send(publish('a', text(''))).send(publish('a', text('')));
    expect(said(talk)).toHaveLength(1);
  });

  it('is no byte that replaces one byte', () => {
    const talk = new Talk(4).begin().send(publish('a', { retain: true, ...text('7') }));
    expect(said(talk.send(publish('a', { retain: true, ...text(' ') })))).toEqual([]);
  });
});

describe('a subscription that is repeated', () => {
  const again = (talk: Talk, retainHandling: 0 | 1 = 0): Talk =>
    later(talk.send(subscribe(9, ['a'], 0, { retainHandling })).get(suback(9, [0])), 5);
  const said = (talk: Talk) =>
    talk.found.filter(({ rule }) => rule === 'retained-not-sent').map(foundWrong);
  const FOUND = [
    'SUBSCRIBE repeats an existing subscription, but the retained message of "a" was not sent again within 5 s.',
  ];
  const sub = (version: ProtocolVersion): Talk =>
    new Talk(version).begin({ clientId: 'sub' }).subscribed('a');

  it.each([
    [4, 'MQTT-3.8.4-3'],
    [5, 'MQTT-3.8.4-4'],
  ] as const)('gets the retained message again, version %i', (version, statement) => {
    // A message of QoS 0 has no acknowledgement, but the server has sent it with RETAIN.
    const talk = again(gets(subscribed(sets(new Talk(version))), 'on'));
    expect(said(talk)).toHaveLength(1);
    expect(talk.found[0]).toMatchObject({ statement, other: 3 });
    // Its publisher may be outside the capture.
    expect(said(again(gets(sub(version), 'on')))).toEqual(FOUND);
  });

  it('gets none with Retain Handling 1, after it was cleared, or if it was not retained', () => {
    expect(said(again(gets(sub(5), 'on'), 1))).toEqual([]);
    expect(said(again(gets(sub(4), 'on').get(publish('a', text('')))))).toEqual([]);
    expect(said(again(sub(4).get(publish('a', text('on')))))).toEqual([]);
    expect(said(again(subscribed(sets(new Talk(4)))))).toEqual([]);
  });
});

describe('a topic that is set again after the app cleared it', () => {
  /** The app clears `a`, and a message arrives 3 s later. */
  function seen({ retainAsPublished = true, retain = true } = {}): Talk {
    const talk = new Talk(5).begin({ clientId: 'app' });
    talk.send(subscribe(1, ['a'], 1, { retainAsPublished })).get(suback(1, [1]));
    talk.get(publish('a', { retain: true, ...text('good') }));
    talk.send(publish('a', { ...qos1(2), retain: true, ...text('') })).get(ack('puback', 2));
    talk.get(publish('a', { retain: retainAsPublished, ...text('') })).wait(3);
    return talk.get(publish('a', { retain, ...text('good') }));
  }
  const said = (talk: Talk) =>
    talk.found.filter(({ rule }) => rule === 'retained-set-again').map(foundWrong);

  it('is reported with the time, once', () => {
    const talk = seen();
    talk.get(publish('a', { retain: true, ...text('good') }));
    expect(said(talk)).toEqual([
      '"a" was published with RETAIN 3 s after it was cleared, by a client outside the capture.',
    ]);
  });

  it('is reported right after a PUBACK that arrives in a batch', () => {
    const talk = new Talk(5).begin({ clientId: 'app' });
    talk.send(subscribe(1, ['a'], 1, { retainAsPublished: true })).get(suback(1, [1]));
    talk.send(publish('a', { ...qos1(2), retain: true, ...text('') }));
    inBatch(talk, ack('puback', 2)).get(publish('a', { retain: true, ...text('good') }));
    expect(said(talk)).toHaveLength(1);
  });

  it('is not claimed without RETAIN, or if the server clears the flag', () => {
    expect(said(seen({ retain: false }))).toEqual([]);
    expect(said(seen({ retainAsPublished: false }))).toEqual([]);
  });

  it('names a publisher in the capture, once for its message and its delivery', () => {
    const talk = publishes(cleared(subscribed(new Talk(5)).open()), 'device').on(1);
    talk.get(publish('a', { retain: true, ...text('again') }));
    expect(said(talk)).toEqual([
      expect.stringContaining('after it was cleared, by client "device".'),
    ]);
  });
});

describe('messages above QoS 0 for an absent client with a subscription of QoS 0', () => {
  const missed = (talk: Talk) =>
    talk.found
      .filter(({ rule }) => rule === 'not-stored-for-qos-0')
      .map(({ packet, other }) => [packet, other] as const);
  const PUBLISHED = 8;
  const BACK = 13;

  it.each([4, 5] as const)('are not stored, version %i', (version) => {
    const talk = later(missing(new Talk(version)), 11);
    expect(missed(talk)).toEqual([[BACK, PUBLISHED]]);
    expect(talk.found.filter(({ rule }) => rule.startsWith('not-')).map(foundWrong)).toEqual([
      'The server resumed the session, but none of the messages of QoS 1 and 2 that were published on "a" meanwhile came within 10 s: the subscription "+" has QoS 0.',
    ]);
    expect(talk.rules).not.toContain('message-not-delivered');
  });

  it('are judged when 10 s were observed', () => {
    const judged = (end: (talk: Talk) => unknown) => {
      const talk = missing(new Talk(4));
      end(talk);
      return missed(talk).length;
    };
    expect(judged((talk) => later(talk, 9))).toBe(0);
    expect(judged((talk) => talk.wait(9).close())).toBe(0);
    expect(judged((talk) => talk.wait(11).end())).toBe(1);
    for (const seconds of [9, 11]) {
      expect(judged((talk) => talk.capture.end(talk.time + seconds * 1e6))).toBe(+(seconds > 10));
    }
    // Nothing is known of the messages while the last of them arrives.
    expect(judged((talk) => talk.wait(11).get(publish('a', text('two'))))).toBe(0);
    expect(judged((talk) => later(talk.wait(11).get(publish('a', text('two'))), 1))).toBe(0);
  });

  it('are reported once for a client and topic', () => {
    const talk = later(missing(new Talk(4)), 11).end();
    talk
      .on(2)
      .send(publish('a', qos1(3)))
      .get(ack('puback', 3));
    talk.send(publish('b', qos1(4))).get(ack('puback', 4));
    later(talk.again(KEPT, { sessionPresent: true }), 11);
    expect(talk.found.filter(({ rule }) => rule === 'not-stored-for-qos-0')).toMatchObject([
      { finding: { args: { topic: 'a' } } },
      { finding: { args: { topic: 'b' } } },
    ]);
  });

  const found: Readonly<Record<string, () => Talk>> = {
    'the client subscribes again': () => missing(new Talk(4)).subscribed('+', 0),
    'new messages come': () => {
      const talk = missing(new Talk(4)).on(2);
      talk.send(publish('a', { ...qos1(3), ...text('two') })).get(ack('puback', 3));
      return talk.on(3).get(publish('a', text('two')));
    },
    'another subscription has QoS 1': () =>
      missing(new Talk(4), (talk) => talk.subscribed('+', 0).subscribed('other', 1)),
    'another client was lost': () => {
      const talk = missing(new Talk(4).begin({ clientId: 'lost' }).open());
      const back = talk.stream;
      return talk.on(1).close().on(back);
    },
  };
  it.each(Object.keys(found))('are not stored: %s', (name) => {
    expect(missed(later(found[name]?.() ?? new Talk(4), 11))).toHaveLength(1);
  });

  const silent: Readonly<Record<string, () => Talk>> = {
    'an overlapping subscription has QoS 1': () =>
      missing(new Talk(4), (talk) => talk.subscribed('+', 0).subscribed('a', 1)),
    'the subscription has QoS 1 now': () => missing(new Talk(4)).subscribed('+', 1),
    'the subscription has ended': () =>
      missing(new Talk(4))
        .send(unsubscribe(7, ['+']))
        .get(unsuback(7, [0])),
    'the subscription is shared': () =>
      missing(new Talk(5), (talk) => talk.subscribed('$share/g/a', 0)),
    'no subscription matches': () => missing(new Talk(4), (talk) => talk.subscribed('b', 0)),
    'the messages have QoS 0': () => missing(new Talk(4), undefined, { qos: 0 }),
    'the messages expire': () =>
      missing(new Talk(5), undefined, {
        properties: [{ name: 'messageExpiryInterval', value: 8 }],
      }),
    'the server refused the messages': () => missing(new Talk(5), undefined, {}, 0x87),
    'one came as the retained message': () =>
      missing(new Talk(4))
        .subscribed('+', 0)
        .get(publish('a', { retain: true, ...text('two') })),
    'a client outside of the capture may have published them': () =>
      missing(new Talk(4)).get(publish('a', text('three'))),
    'the session is new': () => {
      const talk = missing(new Talk(4)).end();
      return talk.again(KEPT);
    },
    'the capture lacks packets': () => {
      const talk = missing(new Talk(4));
      talk.capture.gapIn(talk.stream);
      return talk;
    },
    'an unknown client was there': () => {
      const talk = new Talk(4).begin(KEPT).subscribed('a', 0).end().open().begin();
      talk
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1))
        .open()
        .send(pingreq)
        .get(pingresp);
      return talk.again(KEPT, { sessionPresent: true });
    },
    'the client was there': () =>
      new Talk(4)
        .begin(KEPT)
        .subscribed('a', 0)
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1))
        .end()
        .again(KEPT, { sessionPresent: true }),
    'a message of the server is masked': () => {
      const talk = missing(new Talk(4));
      talk.time += 1_000;
      talk.capture.packet(talk.stream, 'in', talk.time, encode(publish('a', text('t*o')), 4), true);
      return talk;
    },
  };
  it.each(Object.keys(silent))('are not missed: %s', (name) => {
    expect(missed(later(silent[name]?.() ?? new Talk(4), 11))).toEqual([]);
  });
});
