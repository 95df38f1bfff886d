/** Tests sessions that may have been used on a connection outside the capture. */
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ProtocolVersion, PublishPacket } from '../../mqtt/tables/packet.ts';
import { ack, pingreq, pingresp, publish, suback, subscribe, Talk } from './talk.testkit.ts';

const KEPT = {
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: 9_999 }],
} as const;
const RESUMED = { sessionPresent: true } as const;
const HOUR = 3_600;

/** Captured at an unknown place: other connections of the client are possible. */
function anywhere(version: ProtocolVersion): Talk {
  const talk = new Talk(version);
  talk.capture.begin({ originWallClock: 0 });
  return talk;
}

/** Permitted packets whose cause was on a connection between two captured ones. */
const afterAnHour: Readonly<Record<string, (talk: Talk) => Talk>> = {
  'a message that nobody asked for here': (talk) => talk.get(publish('other')),
  'a QoS above what was granted here': (talk) =>
    talk.get(publish('a', { qos: 2, packetId: 7 })).send(ack('pubrec', 7)),
  'the rest of an exchange': (talk) => talk.get(ack('pubrel', 3)).send(ack('pubcomp', 3)),
  'an identifier that was in flight': (talk) =>
    talk.send(publish('b', { qos: 1, packetId: 5 })).get(ack('puback', 5)),
  'an acknowledgement of what was sent elsewhere': (talk) => talk.get(ack('puback', 9)),
};

it.each(Object.keys(afterAnHour))('%s may follow an unseen connection', (name) => {
  for (const version of [4, 5] as const) {
    const talk = anywhere(version).begin(KEPT);
    talk.send(subscribe(1, ['a'], 1)).get(suback(1, [1]));
    talk
      .send(publish('b', { qos: 1, packetId: 5 }))
      .end()
      .wait(HOUR)
      .again(KEPT, RESUMED);
    afterAnHour[name]?.(talk);
    expect(talk.errors).toEqual([]);
  }
});

it('4.12: the subscription identifier of an unseen connection may appear', () => {
  const properties = [{ name: 'subscriptionIdentifier', value: 4 }] as const;
  const talk = anywhere(5).begin(KEPT);
  talk
    .send(subscribe(1, ['a']))
    .get(suback(1, [2]))
    .end()
    .wait(HOUR)
    .again(KEPT, RESUMED);
  expect(talk.get(publish('a', { properties })).errors).toEqual([]);
});

it('a session that is present after the known one ended started on an unseen connection', () => {
  const talk = anywhere(4).begin().end().wait(HOUR).again({ cleanStart: false }, RESUMED);
  expect(talk.get(publish('a', { qos: 1, packetId: 7, dup: true })).errors).toEqual([]);
});

it('assumes no unseen connection if the older one was open until then', () => {
  const talk = anywhere(4).begin(KEPT).wait(HOUR);
  const older = talk.stream;
  talk.open().connect(KEPT);
  const newer = talk.stream;
  talk.on(older).close().on(newer).connack(RESUMED).get(publish('a'));
  expect(talk.rules).toContain('nobody-subscribed');
});

it('3.3.1-1: a client that reconnects at once resends its messages', () => {
  const talk = anywhere(4)
    .begin(KEPT)
    .send(publish('b', { qos: 1, packetId: 5 }))
    .close();
  talk
    .wait(1)
    .again(KEPT, RESUMED)
    .send(publish('b', { qos: 1, packetId: 5 }));
  expect(talk.rules).toContain('redelivery-without-dup');
});

it('4.3.3: PUBLISH with DUP after PUBREL repeats a message of the connection before', () => {
  const repeated = (dup: boolean) => {
    const talk = anywhere(4)
      .begin(KEPT)
      .send(publish('b', { qos: 2, packetId: 5 }));
    talk.get(ack('pubrec', 5)).send(ack('pubrel', 5)).close().wait(HOUR).again(KEPT, RESUMED);
    return talk.send(publish('b', { qos: 2, packetId: 5, dup })).rules;
  };
  expect(repeated(true)).toContain('publish-after-pubrec');
  expect(repeated(false)).not.toContain('publish-after-pubrec');
});

describe('a PUBLISH under an identifier whose PUBREL waits, from a client that is back within a minute', () => {
  const value = encodeUtf8('another');
  /** Leaves a message released, and comes back. */
  const released = (version: ProtocolVersion, seconds = 40): Talk => {
    const talk = anywhere(version).begin(KEPT);
    talk
      .send(publish('b', { qos: 2, packetId: 5 }))
      .get(ack('pubrec', 5))
      .send(ack('pubrel', 5));
    return talk.close().wait(seconds);
  };
  const sent = (talk: Talk, change: Partial<PublishPacket> = {}): readonly string[] =>
    talk.send(publish('b', { qos: 2, packetId: 5, ...change })).rules;

  it.each([4, 5] as const)('is the message again, also without DUP, version %i', (version) => {
    for (const dup of [true, false]) {
      expect(sent(released(version).again(KEPT, RESUMED), { dup })).toContain(
        'publish-after-pubrec',
      );
    }
    // The session began before the capture.
    const later = anywhere(version).begin(KEPT, RESUMED);
    later.send(publish('b', { qos: 2, packetId: 5 })).get(ack('pubrec', 5));
    later.send(ack('pubrel', 5)).close().wait(40).again(KEPT, RESUMED);
    expect(sent(later)).toContain('publish-after-pubrec');
  });

  it('is another message', () => {
    const talk = released(5).again(KEPT, RESUMED);
    expect(sent(talk, { payload: value })).toContain('identifier-in-use');
  });

  it('may be a new message', () => {
    // After a while; in a new session; before CONNACK; after PUBCOMP.
    expect(sent(released(5, 70).again(KEPT, RESUMED))).not.toContain('publish-after-pubrec');
    expect(sent(released(5).again(KEPT))).not.toContain('publish-after-pubrec');
    expect(sent(released(5).again())).not.toContain('publish-after-pubrec');
    expect(sent(released(5).open().connect(KEPT))).not.toContain('publish-after-pubrec');
    const completed = released(5)
      .again(KEPT, RESUMED)
      .send(ack('pubrel', 5))
      .get(ack('pubcomp', 5));
    expect(sent(completed)).not.toContain('publish-after-pubrec');
  });

  it('may be a new message, because the capture lacks packets or an unknown client was there', () => {
    const lacking = anywhere(5).begin(KEPT);
    lacking
      .send(publish('b', { qos: 2, packetId: 5 }))
      .get(ack('pubrec', 5))
      .send(ack('pubrel', 5));
    lacking.capture.lacks(lacking.stream);
    expect(sent(lacking.close().again(KEPT, RESUMED))).toEqual([]);
    const between = released(5).open();
    between.capture.lacks(between.stream);
    const talk = between.send(pingreq).get(pingresp).close().again(KEPT, RESUMED);
    expect(sent(talk)).not.toContain('publish-after-pubrec');
  });
});

it('4.4: PUBLISH with DUP after PUBCOMP repeats an answered message, and without DUP is a new one', () => {
  for (const isOnNext of [false, true]) {
    for (const dup of [false, true]) {
      const talk = anywhere(4).begin(KEPT);
      talk.capture.capturedAnywhere();
      talk.send(publish('b', { qos: 2, packetId: 5 })).get(ack('pubrec', 5));
      talk.send(ack('pubrel', 5)).get(ack('pubcomp', 5));
      if (isOnNext) talk.end().again(KEPT, RESUMED);
      talk.send(publish('b', { qos: 2, packetId: 5, dup }));
      talk.get(ack('pubrec', 5)).send(ack('pubrel', 5)).get(ack('pubcomp', 5));
      expect(talk.rules).toEqual(dup ? ['redelivery-of-answered'] : []);
    }
  }
});

describe('3.2.2-5: a session may have ended', () => {
  const lost = (between: (talk: Talk) => Talk) =>
    between(anywhere(4).begin(KEPT).end()).wait(1).again(KEPT).rules.includes('session-lost');

  it('without another client', () => {
    expect(lost((talk) => talk)).toBe(true);
  });

  it('on a connection of an unknown client', () => {
    expect(lost((talk) => talk.open().send(pingreq).get(pingresp).close())).toBe(false);
  });

  it('in a gap at its end', () => {
    const gapped = anywhere(4).begin(KEPT);
    gapped.capture.lacks(gapped.stream);
    expect(gapped.close().again(KEPT).rules).not.toContain('session-lost');
  });
});

it('3.3.1-1: a client that reconnects at once may have connected elsewhere, if an unknown client did', () => {
  const talk = anywhere(4).begin(KEPT);
  talk.send(publish('b', { qos: 1, packetId: 5 })).close();
  talk.wait(1).again(KEPT, RESUMED).close().open();
  talk.capture.lacks(talk.stream);
  talk.send(pingreq).close().again(KEPT, RESUMED);
  talk.send(publish('b', { qos: 1, packetId: 5 }));
  expect(talk.errors).toEqual([]);
});
