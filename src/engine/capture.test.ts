import { expect, test } from 'vitest';
import { encode } from '../mqtt/encode.ts';
import type { Packet, ProtocolVersion, PublishPacket } from '../mqtt/packet.ts';
import { encodeUtf8 } from '../mqtt/utf8.ts';
import { Capture } from './capture.ts';
import { framed, publishBytes } from './messages.testkit.ts';
import type { Direction } from './window.ts';

const ORIGIN = 1_800_000_000_000;

/** A capture with one stream, and a time that goes on by 1 ms with each packet. */
class Session {
  readonly capture: Capture;
  readonly version: ProtocolVersion;
  stream: number;
  time = 0;

  constructor(version: ProtocolVersion = 4, budgets: { logBudget?: number } = {}) {
    this.version = version;
    this.capture = new Capture({ originWallClock: ORIGIN, ...budgets });
    this.stream = this.capture.openStream();
  }

  raw(direction: Direction, bytes: Uint8Array): number {
    this.time += 1_000;
    return this.capture.packet(this.stream, direction, this.time, bytes);
  }

  send(packet: Packet): number {
    return this.raw('out', encode(packet, this.version));
  }

  get(packet: Packet): number {
    return this.raw('in', encode(packet, this.version));
  }

  connect(sessionPresent = false, cleanStart = false): void {
    this.send({
      type: 'connect',
      protocolName: this.version === 3 ? 'MQIsdp' : 'MQTT',
      protocolLevel: this.version,
      cleanStart,
      keepAlive: 60,
      clientId: 'me',
      properties: [],
    });
    this.get({ type: 'connack', sessionPresent, reasonCode: 0, properties: [] });
  }

  reconnect(sessionPresent: boolean): void {
    this.capture.closeStream(this.stream);
    this.stream = this.capture.openStream();
    this.connect(sessionPresent);
  }

  get counters() {
    return this.capture.counters(this.time);
  }

  rows(first = 0, count = 100) {
    return this.capture.window({ packets: { first, count } }, this.time).packets?.rows ?? [];
  }

  detail(packet: number) {
    return this.capture.window({ packet }, this.time).packet;
  }
}

function publish(topic: string, change: Partial<PublishPacket> = {}): PublishPacket {
  return {
    type: 'publish',
    dup: false,
    qos: 0,
    retain: false,
    topic,
    properties: [],
    payload: encodeUtf8('value'),
    ...change,
  };
}

test('every packet of both directions is a row, and counters count', () => {
  const session = new Session();
  session.connect();
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
    summary: undefined,
    size: 12,
    hasProblem: false,
  });
  expect(session.rows()[0]?.delta).toBeUndefined();
});

test('Clear sets the counts to 0, numbers go on', () => {
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

test('a full log tells how many of the oldest packets it has discarded', () => {
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

test('4.3.3: repeats of a QoS 2 identifier still held are not counted', () => {
  const session = new Session();
  session.connect();
  const message = publish('q', { qos: 2, packetId: 5 });
  session.get(message);
  session.get({ ...message, dup: true });
  expect(session.counters).toMatchObject({ messages: 1, inFlightIn: 1 });
  session.send({ type: 'pubrec', packetId: 5 });
  session.reconnect(true);
  session.get({ ...message, dup: true });
  expect(session.counters.messages).toBe(1);
  session.get({ type: 'pubrel', packetId: 5 });
  expect(session.counters.inFlightIn).toBe(1);
  session.send({ type: 'pubcomp', packetId: 5 });
  expect(session.counters.inFlightIn).toBe(0);
  session.get(message);
  expect(session.counters.messages).toBe(2);
  const detail = session.capture.window(
    { topic: { name: 'q', history: { first: 0, count: 9 } } },
    0,
  );
  expect(detail.topic).toMatchObject({ messages: 2, history: { total: 2 } });
});

test('3.2.2.2: without a session on the broker nothing is held', () => {
  const session = new Session();
  session.connect();
  session.get(publish('q', { qos: 2, packetId: 5 }));
  session.send(publish('p', { qos: 1, packetId: 9 }));
  expect(session.counters).toMatchObject({ inFlightIn: 1, inFlightOut: 1 });
  session.reconnect(false);
  expect(session.counters).toMatchObject({ inFlightIn: 0, inFlightOut: 0 });
  session.get(publish('q', { qos: 2, packetId: 5 }));
  expect(session.counters.messages).toBe(2);
});

test('4.3: what was sent is in flight until its last answer', () => {
  const session = new Session(5);
  session.connect();
  for (const packetId of [1, 2, 3]) session.send(publish('p', { qos: 2, packetId }));
  session.send(publish('p', { qos: 1, packetId: 4 }));
  session.get({ type: 'puback', packetId: 4, reasonCode: 0x10 });
  session.get({ type: 'pubrec', packetId: 1, reasonCode: 0x87 });
  session.get({ type: 'pubrec', packetId: 2 });
  session.send({ type: 'pubrel', packetId: 2 });
  expect(session.counters.inFlightOut).toBe(2);
  session.get({ type: 'pubcomp', packetId: 2 });
  expect(session.counters.inFlightOut).toBe(1);
});

test('3.3.2.3.4: a row behind a topic alias keeps the topic of its time', () => {
  const session = new Session(5);
  session.connect();
  const alias = { name: 'topicAlias', value: 3 } as const;
  session.get(publish('first', { properties: [alias] }));
  const old = session.get(publish('', { properties: [alias] }));
  session.send(publish('mine', { properties: [alias] }));
  session.get(publish('second', { properties: [alias] }));
  const young = session.get(publish('', { properties: [alias] }));
  expect(session.rows().map((row) => row.topic)).toEqual([
    undefined,
    undefined,
    'first',
    'first',
    'mine',
    'second',
    'second',
  ]);
  expect(session.counters).toMatchObject({ topics: 2, messages: 4 });
  session.reconnect(true);
  const unknown = session.get(publish('', { properties: [alias] }));
  const values = (number: number) => JSON.stringify(session.detail(number)?.fields);
  expect(values(old)).toContain('"first"');
  expect(values(young)).toContain('"second"');
  expect(session.rows().at(-1)).toMatchObject({ hasProblem: true, topic: undefined });
  expect(session.detail(unknown)?.problems).not.toEqual([]);
  expect(session.counters).toMatchObject({ topics: 2, messages: 4 });
});

test('faulty packets are rows with a problem, and no messages', () => {
  const session = new Session();
  session.connect();
  const faulty = [
    framed(0x30, [0, 9, 0x61]),
    framed(0x36, [0, 1, 0x61, 0, 1]),
    framed(0x30, [0, 2, 0xc3, 0x28]),
    framed(0x30, [0, 0]),
    framed(0x00, []),
    framed(0x60, [0, 1]),
    framed(0x62, [0, 0]),
    framed(0x90, [0, 1, 0x77]),
    new Uint8Array([0x30]),
  ];
  const numbers = faulty.map((bytes) => session.raw('in', bytes));
  for (const number of numbers) {
    expect(session.detail(number), `packet ${number}`).toMatchObject({ row: { hasProblem: true } });
    expect(session.detail(number)?.problems, `packet ${number}`).not.toEqual([]);
  }
  expect(session.counters).toMatchObject({ topics: 0, messages: 0, packets: 2 + faulty.length });
});

test('3.3.1.1, 3.3.2.1: what breaks a rule but can be read is a message with a problem', () => {
  const session = new Session();
  session.connect();
  session.raw('in', publishBytes('a/+/b', 'x'));
  session.raw('in', publishBytes('a', 'x', { dup: true }));
  session.raw('in', publishBytes('a', 'x', { qos: 1, packetId: 0 }));
  session.raw('in', publishBytes('a', 'x'));
  expect(session.rows(2).map((row) => row.hasProblem)).toEqual([true, true, true, false]);
  expect(session.rows(2)[0]).toMatchObject({ topic: 'a/+/b' });
  expect(session.rows(2)[0]?.summary).toContain('wildcard');
  expect(session.counters).toMatchObject({ topics: 2, messages: 4 });
});

test('packets other than PUBLISH say in short what they say', () => {
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
  expect(session.rows(2).map((row) => [row.packetId, row.summary])).toEqual([
    [1, 'sensors/# QoS 1'],
    [1, '0x87 Not authorized'],
    [undefined, undefined],
  ]);
});

test('bytes that cannot be framed are a row of their own', () => {
  const session = new Session();
  const bytes = new Uint8Array([0x47, 0x45, 0x54, 0xff, 0xff, 0xff]);
  const problem = {
    severity: 'malformed' as const,
    statement: 'MQTT-1.5.5',
    message: 'This is not MQTT.',
    offset: 0,
    length: 6,
  };
  const number = session.capture.brokenBytes(session.stream, 'in', 5, bytes, problem);
  expect(session.rows()).toMatchObject([{ hasProblem: true, summary: problem.message, size: 6 }]);
  const detail = session.detail(number);
  expect(detail?.bytes).toEqual(bytes);
  expect(detail?.problems[0]).toEqual(problem);
  expect(session.capture.bytesOf(number)).toEqual(bytes);
});

test('a detail has fields, the exact bytes and the place of the payload', () => {
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

test('a topic detail has the last value and the history, newest first', () => {
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

test('rates are of the last full second', () => {
  const { capture, stream } = new Session();
  for (let n = 0; n < 50; n += 1) {
    capture.packet(stream, 'in', n * 10_000, publishBytes('a'));
    if (n % 5 === 0) capture.packet(stream, 'out', n * 10_000, publishBytes('b'));
  }
  expect(capture.counters(900_000)).toMatchObject({ inRate: 0, outRate: 0 });
  expect(capture.counters(1_500_000)).toMatchObject({ inRate: 50, outRate: 10 });
  expect(capture.counters(2_500_000)).toMatchObject({ inRate: 0, outRate: 0 });
});
