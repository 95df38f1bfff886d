import { expect, test } from 'vitest';
import { publishBytes } from '../topics/messages.testkit.ts';
import { publish, Session } from './capture.testkit.ts';

test('4.3.3: does not count repeats of a QoS 2 identifier that is still held', () => {
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

test('3.2.2.2: holds no identifiers without a session on the broker', () => {
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

test('4.3: keeps a sent message in flight until its last answer', () => {
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

test('3.3.2.3.4: keeps the topic of an alias at the time of the row', () => {
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

test('3.3.2.3.4: reports no problem for an alias that may have been set before the capture', () => {
  const session = new Session(5);
  session.connect();
  session.capture.gapIn(session.stream);
  const properties = [{ name: 'topicAlias', value: 7 }] as const;
  const number = session.get(publish('', { properties }));
  expect(session.rows().at(-1)).toMatchObject({
    hasProblem: false,
    summary: [{ key: 'topic-alias', args: { alias: 7 } }],
  });
  expect(session.detail(number)?.problems).toEqual([]);
  expect(session.counters).toMatchObject({ messages: 0 });
});

test('3.1: uses Clean Session to continue a session if CONNACK has no flag', () => {
  const session = new Session(3);
  session.connect();
  session.get(publish('q', { qos: 2, packetId: 5 }));
  session.reconnect(false);
  session.get(publish('q', { qos: 2, packetId: 5, dup: true }));
  expect(session.counters).toMatchObject({ messages: 1, inFlightIn: 1 });
});

test('keeps topic aliases over Clear', () => {
  const session = new Session(5);
  session.connect(true);
  const properties = [{ name: 'topicAlias', value: 1 }] as const;
  session.get(publish('kept', { properties }));
  session.capture.clear();
  session.get(publish('', { properties }));
  expect(session.counters).toMatchObject({ topics: 1, messages: 1, packets: 1 });
  expect(session.rows()).toMatchObject([{ topic: 'kept', hasProblem: false }]);
});

test('keeps late packets of a closed stream', () => {
  const session = new Session(5);
  session.connect();
  session.get(publish('a', { properties: [{ name: 'topicAlias', value: 1 }] }));
  const late = session.stream;
  session.reconnect(true);
  const bytes = publishBytes('late', 'x');
  session.capture.packet(late, 'in', 9_000, bytes);
  expect(session.rows().at(-1)).toMatchObject({ stream: late, size: bytes.length });
});

test('separates the streams of many reconnects', () => {
  const session = new Session();
  for (let n = 0; n < 100; n += 1) session.reconnect(n % 2 === 0);
  expect(session.rows(0, 1_000).at(-1)).toMatchObject({ stream: 101 });
  expect(session.counters).toMatchObject({ inFlightIn: 0, inFlightOut: 0, packets: 200 });
});

test('reports rates of the last second, and 0 within a second after the last message', () => {
  const { capture, stream } = new Session();
  for (let n = 0; n < 50; n += 1) {
    capture.packet(stream, 'in', n * 10_000, publishBytes('a'));
    if (n % 5 === 0) capture.packet(stream, 'out', n * 10_000, publishBytes('b'));
  }
  expect(capture.counters(900_000)).toMatchObject({ inRate: 50, outRate: 10 });
  expect(capture.counters(1_490_000)).toMatchObject({ inRate: 0, outRate: 0 });
});
