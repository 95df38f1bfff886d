import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { compileFilter } from '../filter/compile.ts';
import { FilteredRows } from '../filtering/filteredRows.ts';
import { publish, Session } from './capture.testkit.ts';
import { Capture } from './capture.ts';

const ALWAYS = (): boolean => true;
const MS = 1_000;

async function connected(version: 4 | 5 = 5): Promise<Session> {
  const session = new Session(version);
  await session.capture.loadPairing();
  session.connect();
  return session;
}

function asking(data: string): PublishPacket {
  const properties: Property[] = [
    { name: 'responseTopic', value: 'answers/me' },
    { name: 'correlationData', value: encodeUtf8(data) },
  ];
  return publish('cmd/set', { properties });
}

function answering(data: string): PublishPacket {
  return publish('answers/me', {
    properties: [{ name: 'correlationData', value: encodeUtf8(data) }],
  });
}

/** Numbers of the packets that match a filter. */
function shown({ capture, time }: Session, text: string): number[] {
  capture.filter.set(compileFilter(text), FilteredRows);
  capture.filter.advance(ALWAYS);
  return rows({ capture, time });
}

function rows({ capture, time }: Pick<Session, 'capture' | 'time'>): number[] {
  const { packets } = capture.window({ packets: { first: 0, count: 100 } }, time);
  return (packets?.rows ?? []).map(({ number }) => number);
}

test('a display filter finds requests and replies, and drops a request when it is answered', async () => {
  const session = await connected();
  const first = session.send(asking('1'));
  const second = session.send(asking('2'));
  expect(shown(session, 'reply.state == waiting')).toEqual([first, second]);
  const reply = session.get(answering('1'));
  session.capture.filter.advance(ALWAYS);
  expect(rows(session)).toEqual([second]);
  const alone = session.get(answering('9'));
  expect(shown(session, 'reply.state in {answered, paired}')).toEqual([first, reply]);
  expect(shown(session, 'reply.state == alone')).toEqual([alone]);
  expect(shown(session, 'reply.latency == 2ms')).toEqual([first, reply]);
  expect(shown(session, `no == ${first} or reply.to == ${first}`)).toEqual([first, reply]);
});

test('an armed filter waits for a slow reply', async () => {
  const session = await connected();
  session.capture.armed.arm(compileFilter('reply.latency > 50ms'), 0, 'keep');
  session.send(asking('1'));
  session.get(answering('1'));
  expect(session.counters.armed?.filter?.hits).toBe(0);
  session.send(asking('2'));
  session.time += 100 * MS;
  session.get(answering('2'));
  // The request and its reply.
  expect(session.counters.armed?.filter?.hits).toBe(2);
});

test('reports requests and replies live, with an alias, and over Clear', async () => {
  const session = await connected();
  const asked = (packet: number) =>
    session.capture.window({ reply: packet }, session.time).reply?.asks;
  const request = session.send(asking('1'));
  expect(asked(request)).toMatchObject({ count: 0, replyTopic: 'answers/me' });
  const alias: Property = { name: 'topicAlias', value: 3 };
  const named = publish('answers/me', { properties: [alias] });
  session.get({ ...named, properties: [alias, ...answering('8').properties] });
  session.capture.clear();
  expect(session.counters.replies).toBe(0);
  const reply = session.get({
    ...publish('', { properties: [alias, ...answering('1').properties] }),
  });
  expect(asked(request)).toMatchObject({ count: 1, replies: [{ packet: reply }] });
  expect(session.counters.replies).toBe(1);
  const list = session.capture.window(
    { replies: { first: 0, count: 9, show: 'all', search: '' } },
    session.time,
  );
  expect(list.replies?.rows).toMatchObject([{ request, reply, state: 'answered' }]);
});

test('pairs requests of a convention, too', async () => {
  const session = await connected(4);
  const topic = '/sys/a1B2c3D4e5F/lamp/thing/event/property/post';
  const post = (id: string) => encodeUtf8(JSON.stringify({ id, params: {} }));
  const request = session.send(publish(topic, { payload: post('7') }));
  expect(shown(session, 'reply.state == waiting')).toEqual([request]);
  const payload = encodeUtf8(JSON.stringify({ id: '7', code: 200, data: {} }));
  const reply = session.get(publish(`${topic}_reply`, { payload }));
  session.capture.filter.advance(ALWAYS);
  expect(rows(session)).toEqual([]);
  const of = (packet: number) => session.capture.window({ reply: packet }, session.time).reply;
  expect(of(request)?.asks).toMatchObject({ replies: [{ packet: reply, by: 'id' }] });
  expect(of(reply)?.answers).toMatchObject({ request, latency: MS });
});

test('reads waiting messages in order after the pairing is loaded', async () => {
  let unread = 0;
  const onUnread = () => {
    unread += 1;
  };
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0, onUnread });
  const stream = capture.openStream(5);
  const at = (direction: 'in' | 'out', time: number, packet: PublishPacket) =>
    capture.packet(stream, direction, time, encode(packet, 5));
  at('in', 1, publish('other'));
  expect(capture.hasUnread).toBe(false);
  const request = at('out', 2, asking('1'));
  const reply = at('in', 5, answering('1'));
  at('in', 6, publish('other'));
  expect([capture.hasUnread, unread]).toEqual([true, 1]);
  await capture.loadPairing();
  expect(capture.hasUnread).toBe(false);
  expect(capture.replyFacts(reply)).toEqual({ state: 'paired', latency: 3, to: request });
});

test('shows requests and replies in rows of the packet list', async () => {
  const session = await connected();
  const request = session.send(asking('1'));
  const waiting = session.send(asking('2'));
  const reply = session.get(answering('1'));
  const { capture, time } = session;
  const { packets } = capture.window({ packets: { first: 0, count: 100 } }, time);
  const of = (packet: number) => packets?.rows.find(({ number }) => number === packet)?.reply;
  expect(of(request)?.asks?.replies[0]?.packet).toBe(reply);
  expect(of(waiting)?.asks).toMatchObject({ count: 0 });
  expect(of(reply)?.answers?.request).toBe(request);
  expect(packets?.rows.filter((row) => row.reply !== undefined)).toHaveLength(3);
});
