/** Tests cases that the tables of scenes lack: time, gaps, missing evidence, and problem windows. */

import { describe, expect, it } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { plainBreach } from '../../mqtt/statements/breaches.ts';
import { Capture } from '../capture/capture.ts';
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
  will,
} from './talk.testkit.ts';

const KEPT = { cleanStart: false } as const;

describe('time without packets', () => {
  it('3.1.2.10: silence beyond one and a half times the keep alive is reported once, when it is reached', () => {
    const talk = new Talk(4).begin({ keepAlive: 10 }).watch(14);
    expect(talk.rules).toEqual([]);
    talk.watch(30);
    expect(talk.found).toMatchObject([{ rule: 'keep-alive-breach', packet: 1, time: 15_001_000 }]);
    talk.send(pingreq);
    expect(talk.rules).toEqual(['keep-alive-breach']);
  });

  it('3.1.2.10: silence that ends with the connection is reported, too', () => {
    const late = new Talk(5).begin({ keepAlive: 10 }).wait(16).close();
    expect(late.rules).toContain('keep-alive-breach');
    const early = new Talk(5).begin({ keepAlive: 10 }).wait(14).close();
    expect(early.rules).not.toContain('keep-alive-breach');
    const planned = new Talk(5).begin({ keepAlive: 10 }).send({ type: 'disconnect' }).wait(99);
    expect(planned.close().rules).not.toContain('keep-alive-breach');
  });

  it('3.3.2.3.3: an expired delivery is reported with its probable PUBLISH', () => {
    const lives = { properties: [{ name: 'messageExpiryInterval', value: 2 }] } as const;
    const talk = new Talk(5).begin().subscribed('a').send(publish('a', lives));
    talk.wait(2).get(publish('a', lives));
    expect(talk.rules).toEqual([]);
    // A server forwards the expiry, so a message without one is another message.
    talk.wait(2).get(publish('a'));
    talk.get(publish('a', { ...lives, payload: new Uint8Array(1) }));
    expect(talk.rules).toEqual([]);
    talk.get(publish('a', lives));
    expect(talk.found).toMatchObject([{ rule: 'message-expired', packet: 9, other: 5 }]);
    talk.send(publish('a', lives)).get(publish('a', lives));
    expect(talk.found).toHaveLength(1);
  });

  it('3.12.4: an unanswered ping is reported while the connection is open', () => {
    const talk = new Talk(5).begin({ keepAlive: 0 }).send(pingreq).watch(9);
    expect(talk.rules).not.toContain('ping-unanswered');
    talk.watch(5);
    expect(talk.rules.filter((rule) => rule === 'ping-unanswered')).toHaveLength(1);
  });

  it('3.8.4: an unanswered SUBSCRIBE is reported while the connection is open', () => {
    const talk = new Talk(4)
      .begin()
      .send(subscribe(1, ['a']))
      .watch(12);
    expect(talk.rules).toEqual(['subscribe-unanswered']);
  });

  it('claims nothing about a time without checks', () => {
    const talk = new Talk(4).begin({ keepAlive: 60 }).send(pingreq).wait(3_600);
    talk.capture.window({}, talk.time);
    expect(talk.rules).toEqual([]);
  });

  it('does not advance for a file, only with its packets', () => {
    const talk = new Talk(4);
    talk.capture.begin({ originWallClock: 0 });
    talk.begin({ keepAlive: 10 }).send(pingreq).watch(100);
    expect(talk.rules).toEqual([]);
    talk.capture.end(talk.time);
    expect(talk.rules).toEqual(['ping-unanswered', 'keep-alive-breach']);
  });
});

describe('unfounded claims are not made', () => {
  it('about a stream without its start', () => {
    const talk = new Talk(5, { fromStart: false });
    talk.get(publish('a', { properties: [{ name: 'topicAlias', value: 9 }] }));
    talk.get(publish('', { properties: [{ name: 'topicAlias', value: 3 }] }));
    talk
      .get(ack('puback', 7))
      .send(ack('pubrel', 8))
      .get(pingresp)
      .get(suback(9, [0]));
    talk.send(publish('b', { qos: 2, packetId: 4, dup: true, retain: true }));
    expect(talk.rules).toEqual([]);
  });

  it('about a stream of an unknown version', () => {
    const talk = new Talk(5);
    talk.stream = talk.capture.openStream({ fromStart: false });
    talk.get(publish('a', { properties: [{ name: 'contentType', value: 'x' }] }));
    talk.get(suback(9, [0x87, 0x91])).send(ack('puback', 3, { reasonCode: 0x10 }));
    expect(talk.errors).toEqual([]);
  });

  it('after a gap in the capture', () => {
    const talk = new Talk(4).begin({ keepAlive: 10 });
    talk.capture.brokenBytes(talk.stream, 'in', talk.time, new Uint8Array(1), {
      rule: 'captureGap',
      severity: 'caution',
      statement: 'MQTT-4.2.0-1',
      breach: plainBreach('capture-gap'),
      offset: 0,
      length: 1,
    });
    talk
      .wait(99)
      .get(publish('a', { qos: 2, packetId: 1 }))
      .get(ack('puback', 9))
      .close();
    expect(talk.rules).toEqual(['capture-gap']);
  });

  it('3.10.4: about messages for an unsubscribed filter, which may have waited', () => {
    const talk = new Talk(4).begin().subscribed('a');
    talk
      .send(unsubscribe(2, ['a']))
      .get(unsuback(2, []))
      .get(publish('a'));
    expect(talk.errors).toEqual([]);
  });

  it('3.8.4: about messages before SUBACK, and their QoS until it is granted', () => {
    const talk = new Talk(4).begin().send(subscribe(1, ['a'], 2));
    talk.get(publish('a', { qos: 2, packetId: 1 })).get(suback(1, [0]));
    expect(talk.errors).toEqual([]);
    talk.get(publish('a', { qos: 1, packetId: 2 }));
    expect(talk.errors).toHaveLength(1);
  });

  it.each(['$queue/a/+', '$exclusive/a/b', '$share/group/a/#', '$SYS/#'])(
    'about messages that a server sends for its own %s',
    (filter) => {
      const name = filter.startsWith('$SYS') ? '$SYS/up' : 'a/b';
      const talk = new Talk(4).begin().subscribed(filter).get(publish(name));
      expect(talk.errors).toEqual([]);
      expect(talk.get(publish('other')).errors).toHaveLength(1);
    },
  );

  it('about more subscriptions than can be matched with each message', () => {
    const talk = new Talk(4).begin();
    const filters = Array.from({ length: 3_000 }, (_, at) => `f/${at}/+/#`);
    talk.send(subscribe(1, filters)).get(
      suback(
        1,
        filters.map(() => 2),
      ),
    );
    for (let at = 0; at < 100; at += 1) talk.get(publish(`g/${at}`));
    expect(talk.rules).toEqual([]);
  });

  it('about a session that existed before, until a clean start', () => {
    const talk = new Talk(4).begin(KEPT, { sessionPresent: true }).get(publish('x'));
    expect(talk.errors).toEqual([]);
    talk.end().again(KEPT).get(publish('x'));
    expect(talk.errors).toEqual([expect.stringContaining('nobody-subscribed')]);
  });

  it('about subscriptions of another connection of the session', () => {
    const talk = new Talk(4).begin(KEPT).subscribed('a/#').end();
    talk.again(KEPT, { sessionPresent: true }).get(publish('a/b')).get(publish('b'));
    expect(talk.errors).toEqual([
      'nobody-subscribed: No topic filter that this session subscribed to matches "b".',
    ]);
  });
});

describe('reported problems', () => {
  it('with the number of the statement for that side', () => {
    const quota = { properties: [{ name: 'receiveMaximum', value: 1 }] } as const;
    const talk = new Talk(5).begin(quota).subscribed('a');
    talk.get(publish('a', { qos: 1, packetId: 1 })).get(publish('a', { qos: 1, packetId: 2 }));
    expect(talk.found).toMatchObject([
      { rule: 'receive-maximum-exceeded', statement: 'MQTT-3.3.4-9', other: 1, packet: 6 },
    ]);
  });

  it.each([
    ['SUBACK', suback(9, [0]), 'MQTT-3.8.4-2'],
    ['UNSUBACK', unsuback(9, [0]), 'MQTT-3.10.4-5'],
    ['PUBREC', ack('pubrec', 9), 'MQTT-2.2.1-5'],
  ])('with the number of the statement for %s', (_name, packet, statement) => {
    expect(new Talk(5).begin().get(packet).found).toMatchObject([
      { rule: 'unexpected-ack', statement },
    ]);
  });

  it('once for a packet from the wrong side', () => {
    const connack = {
      type: 'connack',
      sessionPresent: false,
      reasonCode: 0,
      properties: [],
    } as const;
    expect(new Talk(4).begin().send(connack).rules).toEqual(['direction']);
    expect(new Talk(5).begin().send(pingresp).rules).toEqual(['direction']);
  });

  it('for every message, also on the fast path', () => {
    const talk = new Talk(4).begin().subscribed('a');
    for (let n = 0; n < 3; n += 1) talk.get(publish('a')).get(publish('b'));
    expect(talk.rules).toEqual(['nobody-subscribed', 'nobody-subscribed', 'nobody-subscribed']);
    talk
      .send(subscribe(2, ['b']))
      .get(suback(2, [2]))
      .get(publish('b'));
    expect(talk.found).toHaveLength(3);
  });

  it('once per topic of a connection if the problem is the topic', () => {
    const talk = new Talk(4).begin();
    for (let n = 0; n < 3; n += 1) talk.send(publish('/a')).send(publish('$b'));
    expect(talk.rules).toEqual(['leading-slash', 'dollar-topic']);
  });

  it('but not for the first slash of topics named by Alibaba’s platform', () => {
    const clientId = 'x|securemode=3,signmethod=hmacsha1|';
    const device = { clientId, userName: 'lamp&a1B2c3D4e5F', password: new Uint8Array(20) };
    const talk = new Talk(4).begin(device).send(publish('/a1B2c3D4e5F/lamp/user/update'));
    talk.send(publish('/sys/a1B2c3D4e5F/lamp/thing/event/property/post'));
    expect(talk.rules).toEqual([]);
    const plain = new Talk(4).begin().send(publish('/sys/a1B2c3D4e5F/lamp/thing/config/get'));
    expect(plain.send(publish('/a1B2c3D4e5F/lamp/user/update')).rules).toEqual(['leading-slash']);
  });

  it('for a will, with its topic and never its payload', () => {
    const talk = new Talk(4).begin({ will: will(), userName: 'u', password: new Uint8Array(9) });
    talk.wait(9).close();
    expect(talk.found.map(foundWrong)).toEqual([
      'The connection ended without DISCONNECT: the will for "gone" is due.',
    ]);
  });

  it('with topics truncated and quoted', () => {
    const talk = new Talk(4).begin().get(publish('x'.repeat(60_000)));
    expect(talk.found.map(foundWrong)[0]).toMatch(/matches "x{100}…"\.$/);
  });

  it('in rows, details, counters and groups; muted and read by command', () => {
    const talk = new Talk(4).begin().get(publish('b'));
    const { capture } = talk;
    const ask = {
      packets: { first: 2, count: 1 },
      problems: { rule: 'nobody-subscribed', first: 0, count: 9 },
      streams: { first: 0, count: 1 },
    };
    const reply = capture.window(ask, talk.time);
    expect(reply.streams?.rows[0]).toMatchObject({ problems: 1, warnings: 0, errors: 1 });
    expect(reply.packets?.rows[0]).toMatchObject({ hasProblem: true });
    expect(reply.packets?.rows.map(({ wrong }) => wrong && foundWrong(wrong))[0]).toBe(
      'No topic filter that this session subscribed to matches "b".',
    );
    expect(reply.problems).toMatchObject({
      groups: [{ rule: 'nobody-subscribed', count: 1, unread: 1, muted: false }],
      rows: { total: 1, forgotten: 0, rows: [{ packet: 3, stream: 1 }] },
    });
    expect(reply.counters.problems).toMatchObject({ total: 1, errors: 1, unread: 1 });
    capture.readProblems();
    expect(capture.counters(0).problems).toMatchObject({ total: 1, errors: 1, unread: 0 });
    capture.muteRule('nobody-subscribed', true);
    expect(capture.counters(0).problems).toMatchObject({ total: 0, errors: 0, unread: 0 });
    capture.muteRule('nobody-subscribed', false);
    capture.clear();
    expect(capture.counters(0).problems).toMatchObject({ total: 0, errors: 0, unread: 0 });
  });

  it('not by notes in rows: they are no errors', () => {
    const talk = new Talk(4).begin({ keepAlive: 0 });
    const ask = { packets: { first: 0, count: 1 }, streams: { first: 0, count: 1 } };
    const { packets, streams, counters } = talk.capture.window(ask, talk.time);
    expect(talk.rules).toEqual(['keep-alive-off']);
    expect(packets?.rows[0]).toMatchObject({ hasProblem: false });
    // Both lists count the same.
    expect(counters.problems.total).toBe(1);
    expect(streams?.rows[0]).toMatchObject({ problems: 1, warnings: 0, errors: 0 });
  });
});

it('memory for many clients and topics is bounded', () => {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0, logBudget: 100_000 });
  const connack = encode(
    { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] },
    4,
  );
  for (let n = 0; n < 300; n += 1) {
    const talk = { type: 'connect', protocolName: 'MQTT', protocolLevel: 4 } as const;
    const connect = { ...talk, cleanStart: true, keepAlive: 0, clientId: `c${n}`, properties: [] };
    const stream = capture.openStream();
    capture.packet(stream, 'out', n, encode(connect, 4));
    capture.packet(stream, 'in', n, connack);
    capture.packet(stream, 'in', n, encode(publish(`t/${n}`), 4));
    capture.closeStream(stream, n);
  }
  expect(capture.counters(300).problems).toMatchObject({ errors: 300 });
});
