import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { plainBreach } from '../../mqtt/statements/breaches.ts';
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import { framed, publishBytes } from '../topics/messages.testkit.ts';
import type { PacketRow } from '../window/window.ts';
import { publish, Session } from './capture.testkit.ts';

const wrongIn = (row: PacketRow | undefined) => row?.wrong && foundWrong(row.wrong);

test('has a row for every packet of both directions, and counts them', () => {
  const session = new Session();
  session.connect(true);
  session.send(publish('out/only'));
  session.get(publish('a/b'));
  session.get(publish('a/b'));
  session.get(publish('c', { qos: 1, packetId: 7 }));
  session.send({ type: 'puback', packetId: 7 });
  expect(session.counters).toMatchObject({ topics: 2, messages: 3, packets: 7, discarded: 0 });
  expect(session.rows().map((row) => [row.number, row.direction, row.packetType])).toEqual([
    [1, 'out', 1],
    [2, 'in', 2],
    [3, 'out', 3],
    [4, 'in', 3],
    [5, 'in', 3],
    [6, 'in', 3],
    [7, 'out', 4],
  ]);
  expect(session.rows()[5]).toEqual({
    number: 6,
    time: 6_000,
    delta: 1_000,
    direction: 'in',
    stream: 1,
    packetType: 3,
    flags: 2,
    packetId: 7,
    topic: 'c',
    preview: { key: 'whole', args: { text: 'value' } },
    values: [{ text: 'value' }],
    size: 12,
    hasProblem: false,
    exchange: {
      exchange: 2,
      packet: 6,
      step: 1,
      state: 'complete',
      elapsed: 0,
      latency: 1000,
      arrived: 2,
    },
  });
  expect(session.rows()[0]?.delta).toBeUndefined();
});

test('sets the counts to 0 on Clear, and continues numbers', () => {
  const session = new Session();
  session.connect();
  session.get(publish('a'));
  session.capture.clear();
  expect(session.counters).toMatchObject({ topics: 0, messages: 0, packets: 0, discarded: 0 });
  session.get(publish('a'));
  expect(session.counters).toMatchObject({ topics: 1, messages: 1, packets: 1, discarded: 0 });
  expect(session.rows()).toMatchObject([{ number: 4, delta: undefined, topic: 'a' }]);
  expect(session.detail(3)).toBeNull();
});

test('counts the oldest packets that a full log has discarded', () => {
  const session = new Session(4, { logBudget: 64 * 1024 });
  for (let n = 0; n < 5_000; n += 1) session.raw('in', publishBytes(`t/${n % 10}`, 'x'.repeat(50)));
  const { discarded, packets, messages, logBytes, logBudget } = session.counters;
  expect([packets, messages]).toEqual([5_000, 5_000]);
  expect(discarded).toBeGreaterThan(3_000);
  expect(logBytes).toBeLessThanOrEqual(logBudget);
  const reply = session.capture.window({ packets: { first: discarded - 5, count: 10 } }, 0).packets;
  expect(reply?.first).toBe(discarded);
  expect(reply?.rows.map((row) => row.number)).toEqual(
    [1, 2, 3, 4, 5].map((index) => discarded + index),
  );
  expect(reply?.rows[0]?.delta).toBeUndefined();
  const tail = session.capture.window({ packets: { first: 0, count: 3, tail: true } }, 0).packets;
  expect(tail).toMatchObject({ first: 4_997, total: 5_000 });
  expect(tail?.rows.map((row) => row.number)).toEqual([4_998, 4_999, 5_000]);
});

test('lists invalid packets with a problem, and not as messages', () => {
  const session = new Session();
  session.connect();
  const invalid = [
    framed(0x30, [0, 9, 0x61]),
    framed(0x36, [0, 1, 0x61, 0, 1]),
    framed(0x30, [0, 2, 0xc3, 0x28]),
    framed(0x30, [0, 0]),
    framed(0x60, [0, 1]),
    framed(0x62, [0, 0]),
    framed(0x90, [0, 1, 0x77]),
    new Uint8Array([0x30]),
  ];
  const numbers = invalid.map((bytes) => session.raw('in', bytes));
  for (const number of numbers) {
    expect(session.detail(number), `packet ${number}`).toMatchObject({ row: { hasProblem: true } });
    expect(session.detail(number)?.problems, `packet ${number}`).not.toEqual([]);
  }
  expect(session.counters).toMatchObject({ topics: 0, messages: 0, packets: 2 + invalid.length });
});

test('reads the next packet after one of a reserved type', () => {
  const session = new Session();
  session.connect();
  const reserved = session.raw('out', framed(0x00, []));
  session.raw('out', publishBytes('a', 'x'));
  expect(session.detail(reserved)).toMatchObject({ row: { hasProblem: true } });
  expect(session.rows(2).at(-1)).toMatchObject({ topic: 'a' });
});

test('3.3.1.1, 3.3.2.1: shows a readable packet that breaks a rule with a problem, and not as a message', () => {
  const session = new Session();
  session.connect(true);
  session.raw('in', publishBytes('a/+/b', 'x'));
  session.raw('in', publishBytes('a', 'x', { dup: true }));
  session.raw('in', publishBytes('a', 'x', { qos: 1, packetId: 0 }));
  session.raw('in', publishBytes('a', 'x'));
  expect(session.rows(2).map((row) => row.hasProblem)).toEqual([true, true, true, false]);
  expect(session.rows(2)[0]).toMatchObject({ topic: 'a/+/b' });
  expect(wrongIn(session.rows(2)[0])).toContain('wildcard');
  expect(session.counters).toMatchObject({ topics: 1, messages: 1 });
});

test('summarizes packets other than PUBLISH', () => {
  const session = new Session(5);
  session.connect();
  const subscription = {
    qos: 1,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
  } as const;
  session.send({
    type: 'subscribe',
    packetId: 1,
    properties: [],
    subscriptions: [{ ...subscription, filter: 'sensors/#' }],
  });
  session.get({ type: 'suback', packetId: 1, properties: [], reasonCodes: [0x87] });
  session.send({ type: 'pingreq' });
  const refused = { place: 'suback', version: 5, named: [0x87], more: 0 };
  expect(
    session
      .rows(2)
      .map(({ packetId, summary, wrong }) => [packetId, summary, wrong && foundWrong(wrong)]),
  ).toEqual([
    [
      1,
      [
        {
          key: 'subscriptions',
          args: { named: [{ filter: 'sensors/#', qos: 1 }], more: 0 },
        },
      ],
      undefined,
    ],
    [1, [{ key: 'codes', args: refused }], 'The server refused "sensors/#": 0x87 Not authorized.'],
    [undefined, undefined, undefined],
  ]);
});

test('stores unframed bytes as a row', () => {
  const session = new Session();
  const bytes = new Uint8Array([0x47, 0x45, 0x54, 0xff, 0xff, 0xff]);
  const problem = {
    severity: 'malformed' as const,
    statement: 'MQTT-1.5.5',
    breach: plainBreach('length-endless'),
    offset: 0,
    length: 6,
  };
  const number = session.capture.brokenBytes(session.stream, 'in', 5, bytes, problem);
  const [row] = session.rows();
  expect(row).toMatchObject({ hasProblem: true, unframed: true, size: 6 });
  expect(wrongIn(row)).toMatch(/this is not MQTT/);
  const detail = session.detail(number);
  expect(detail?.bytes).toEqual(bytes);
  expect(detail?.problems[0]).toEqual(problem);
  expect(session.capture.bytesOf(number)).toEqual(bytes);
});

test("has fields, exact bytes and the place of the payload in a packet's details", () => {
  const session = new Session();
  session.connect();
  const bytes = publishBytes('a/b', 'hello', { qos: 1, packetId: 258 });
  const number = session.raw('in', bytes);
  const detail = session.detail(number);
  expect(detail?.bytes).toEqual(bytes);
  expect(detail?.bytes.buffer.byteLength).toBe(bytes.length);
  expect(detail?.payload).toEqual({ offset: bytes.length - 5, length: 5 });
  expect(detail?.fields.length).toBeGreaterThan(0);
  expect(session.detail(99)).toBeNull();
});

test("has the last value and the history, newest first, in a topic's details", () => {
  const session = new Session(5);
  session.connect();
  for (const text of ['one', 'two', 'three']) {
    session.get(
      publish('a', {
        payload: encodeUtf8(text),
        properties: [{ name: 'contentType', value: 'text/plain' }],
      }),
    );
  }
  const request = { topic: { name: 'a', history: { first: 1, count: 5 } } };
  const topic = session.capture.window(request, session.time).topic;
  expect(topic).toMatchObject({ name: 'a', messages: 3, history: { first: 1, total: 3 } });
  expect(topic?.last).toMatchObject({ packet: 5, contentType: 'text/plain' });
  expect(topic?.last?.payload).toEqual(encodeUtf8('three'));
  expect(topic?.history.rows.map((row) => row.payload)).toEqual(['two', 'one'].map(encodeUtf8));
});

describe('messages that clients sent', () => {
  const SECOND = 1_000_000;
  const sent = (session: Session, payload: string, change: Partial<PublishPacket> = {}) =>
    session.send(publish('a/b', { payload: encodeUtf8(payload), ...change }));
  const topicOf = (session: Session) =>
    session.capture.window(
      { topic: { name: 'a/b', history: { first: 0, count: 9 } } },
      session.time,
    ).topic;

  test('are in tree and history of a capture of others, and not of our own connection', () => {
    const [own, others] = [new Session(), new Session()];
    others.capture.capturedAnywhere();
    for (const session of [own, others]) {
      session.connect();
      sent(session, 'one');
      session.get(publish('a/b', { payload: encodeUtf8('two') }));
      sent(session, 'three', { qos: 2, packetId: 7 });
      sent(session, 'three', { qos: 2, packetId: 7, dup: true });
    }
    const rows = (session: Session) =>
      topicOf(session)?.history.rows.map((row) => [row.packet, row.sent]);
    expect(rows(own)).toEqual([[4, false]]);
    expect(rows(others)).toEqual([
      [5, true],
      [4, false],
      [3, true],
    ]);
    expect(topicOf(others)).toMatchObject({ messages: 3, last: { sent: true, qos: 2 } });
    const { topics } = others.capture.window({ topics: { first: 0, count: 9 } }, others.time);
    expect(topics?.rows.map(({ path, messages }) => [path, messages])).toEqual([['a/b', 3]]);
    expect([own, others].map(({ counters }) => counters.messages)).toEqual([1, 3]);
  });

  test('set or delete retained messages only with the RETAIN flag', () => {
    const session = new Session();
    session.capture.capturedAnywhere();
    session.connect();
    const isRetained = (payload: string, retain: boolean) => {
      sent(session, payload, { retain });
      return topicOf(session)?.retained;
    };
    expect(isRetained('on', true)).toBe(true);
    expect(isRetained('', false)).toBe(true);
    expect(isRetained('off', false)).toBe(true);
    expect(isRetained('', true)).toBe(false);
  });

  test('of the own client set the mark before a copy arrives, unless they are rejected', () => {
    const session = new Session(5);
    session.connect();
    const publishes = (topic: string, packetId: number, reasonCode: number) => {
      session.send(publish(topic, { qos: 1, packetId, retain: true }));
      session.get({ type: 'puback', packetId, reasonCode, properties: [] });
      return session.capture.retained((name) => name === topic).length;
    };
    expect(publishes('kept', 1, 0)).toBe(1);
    expect(publishes('refused', 2, 0x87)).toBe(0);
    // The earlier message stays.
    expect(publishes('kept', 3, 0x87)).toBe(1);
    session.get(publish('kept'));
    const { topics } = session.capture.window({ topics: { first: 0, count: 9 } }, session.time);
    expect(topics?.rows.find(({ path }) => path === 'kept')?.retained).toBe(true);
  });

  test.each([
    ['without PUBACK', [], 0],
    ['after PUBACK', [{ type: 'puback', packetId: 1, reasonCode: 0, properties: [] }], 1],
  ] as const)(
    'of the own client, if the server ends the connection for an error %s',
    (_, answers, marks) => {
      const session = new Session(5);
      session.connect();
      session.send(publish('a', { qos: 1, packetId: 1, retain: true }));
      for (const answer of answers) session.get(answer);
      session.get({ type: 'disconnect', reasonCode: 0x99, properties: [] });
      expect(session.capture.retained(() => true)).toHaveLength(marks);
    },
  );

  test.each([
    [0, 0],
    [1, 1],
  ])('of the own client, if the server announces Retain Available %i', (value, marks) => {
    const session = new Session(5);
    session.connect(false, true, [{ name: 'retainAvailable', value }]);
    session.send(publish('a', { retain: true }));
    expect(session.capture.retained(() => true)).toHaveLength(marks);
  });

  test("determine a topic's interval, unlike the copies that others receive", () => {
    const session = new Session();
    session.capture.capturedAnywhere();
    session.connect();
    for (let n = 0; n < 20; n += 1) {
      session.time = (n + 1) * 5 * SECOND;
      sent(session, 'x');
      for (let copy = 0; copy < 3; copy += 1) session.get(publish('a/b'));
    }
    expect(topicOf(session)?.pace).toEqual({
      kind: 'every',
      least: 5 * SECOND,
      most: 5 * SECOND,
      mean: 5 * SECOND,
    });
    session.time += 300 * SECOND;
    const usually = topicOf(session)?.silence?.usually ?? 0;
    expect(Math.abs(usually - 5 * SECOND)).toBeLessThan(SECOND / 10);
  });
});

test('treats all sign-ins of a device as one client', () => {
  const session = new Session();
  const signIn = (clientId: string, userName: string): void => {
    session.stream = session.capture.openStream();
    session.send({
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 4,
      cleanStart: true,
      keepAlive: 60,
      clientId,
      userName,
      properties: [],
    });
  };
  const clients = () => {
    const { packets } = session.capture.window({ packets: { first: 0, count: 9 } }, session.time);
    return packets?.ofMany && packets.rows.map(({ client }) => client);
  };
  signIn('a|securemode=3,timestamp=1|', 'lamp&a1B2c3D4e5F');
  signIn('b|securemode=3,timestamp=2|', 'lamp&a1B2c3D4e5F');
  expect(clients()).toBeUndefined();
  signIn('c|securemode=-1,timestamp=3|', 'the-id');
  signIn('c|securemode=-1,timestamp=4|', 'the-id');
  signIn('plain|', 'me');
  const lamp = 'lamp&a1B2c3D4e5F';
  expect(clients()).toEqual([lamp, lamp, 'c', 'c', 'plain|']);
  // The lane of a packet without an exchange has its name.
  expect(session.detail(5)?.row.client).toBe('plain|');
});

test('recognises HTTP on an MQTT port, and finds no problems in it', () => {
  const session = new Session();
  session.connect(true);
  const line = 'POST /auth HTTP/1.1\r\n';
  const request = encodeUtf8(line.padEnd(0x4f + 2, 'x'));
  const first = session.raw('out', request);
  const second = session.raw('out', Uint8Array.of(0x50, 2, 0, 1));
  const problem = {
    severity: 'caution',
    statement: 'MQTT-4.2.0-1',
    breach: plainBreach('capture-ends-midway'),
    offset: 0,
    length: 9,
  } as const;
  const answer = encodeUtf8('HTTP/1.1 200 OK\r\n');
  const last = session.capture.brokenBytes(1, 'in', session.time, answer, problem);
  expect(session.detail(first)).toMatchObject({
    row: { http: 'request' },
    problems: [],
  });
  expect(session.detail(second)?.row).not.toHaveProperty('http');
  expect(session.detail(last)).toMatchObject({
    row: { http: 'answer', unframed: true },
    problems: [problem],
  });
});
