import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { type Direction, senderOf } from '../log/columns/direction.ts';
import { publishShape } from '../log/columns/publishShape.ts';
import { TopicNames } from '../log/columns/topicNames.ts';
import { Replies } from './replies.ts';
import type { RepliesRequest } from './reply.ts';

const MS = 1_000;

interface Said {
  readonly response?: string;
  readonly data?: string | Uint8Array;
  readonly payload?: string;
  readonly stream?: number;
  readonly dup?: boolean;
}

/** Feeds messages one by one; each advances the clock by 1 ms. */
class Talk {
  readonly names = new TopicNames();
  readonly closed = new Set<number>();
  readonly changed: number[] = [];
  readonly replies: Replies;
  number = 0;
  time = 0;

  constructor(most?: number) {
    const isOpen = (stream: number) => !this.closed.has(stream);
    const onChange = (packet: number) => this.changed.push(packet);
    this.replies = new Replies({ names: this.names, isOpen, onChange }, most);
  }

  /** @returns packet number */
  say(direction: Direction, topic: string, said: Said = {}): number {
    const { response, data, payload = 'x', stream = 1, dup = false } = said;
    this.number += 1;
    this.time += MS;
    const properties: Property[] = [];
    if (response !== undefined) properties.push({ name: 'responseTopic', value: response });
    if (data !== undefined) {
      const value = typeof data === 'string' ? encodeUtf8(data) : data;
      properties.push({ name: 'correlationData', value });
    }
    const packet: PublishPacket = {
      type: 'publish',
      dup,
      qos: 1,
      packetId: 1,
      retain: false,
      topic,
      properties,
      payload: encodeUtf8(payload),
    };
    const bytes = encode(packet, 5);
    const shape = publishShape(bytes, 5, senderOf(direction));
    if (shape === undefined) throw new Error('It was encoded here.');
    const { topicStart, topicEnd, payloadStart, reply } = shape;
    const { number, time } = this;
    const name = this.names.intern(bytes, topicStart, topicEnd);
    const at = { number, time, stream, direction, topic: name, bytes, payloadStart, reply, dup };
    this.replies.publish(at);
    this.names.release(name);
    return number;
  }

  ask(data?: string | Uint8Array, said: Said & { direction?: Direction; topic?: string } = {}) {
    const { direction = 'out', topic = 'cmd/set', response = 'answers/me' } = said;
    return this.say(direction, topic, { ...said, response, ...(data !== undefined && { data }) });
  }

  answer(data?: string | Uint8Array, said: Said & { direction?: Direction } = {}) {
    const { direction = 'in' } = said;
    return this.say(direction, 'answers/me', { ...said, ...(data !== undefined && { data }) });
  }

  asks(packet: number) {
    return this.replies.ofPacket(packet)?.asks;
  }

  answers(packet: number) {
    return this.replies.ofPacket(packet)?.answers;
  }

  list(request: Partial<RepliesRequest> = {}) {
    return this.replies.window({ first: 0, count: 1000, show: 'all', search: '', ...request });
  }
}

describe('a request and its reply', () => {
  test('are paired by response topic and correlation data, with the time between them', () => {
    const talk = new Talk();
    const request = talk.ask('7');
    expect(talk.list().rows).toMatchObject([{ state: 'waiting', request, reply: undefined }]);
    talk.say('in', 'something/else');
    const reply = talk.answer('7');
    expect(talk.asks(request)).toMatchObject({
      replyTopic: 'answers/me',
      replies: [{ packet: reply, latency: 2 * MS, by: 'data' }],
      count: 1,
    });
    expect(talk.answers(reply)).toMatchObject({ request, latency: 2 * MS, place: 1, count: 1 });
    expect(talk.list().rows).toMatchObject([
      { state: 'answered', request, reply, topic: 'cmd/set', latency: 2 * MS, isUnsure: false },
    ]);
    expect(talk.changed).toEqual([request, reply]);
    expect(talk.replies.ofPacket(2)).toBeUndefined();
  });

  test('may have correlation data of any bytes, and very long ones', () => {
    const talk = new Talk();
    const some = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
      fc.uint8Array({ minLength: 60, maxLength: 300 }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(some, { maxLength: 6, selector: String }), (all) => {
        const requests = all.map((data) => talk.ask(data));
        for (const [at, data] of all.entries()) {
          expect(talk.answers(talk.answer(data))?.request).toBe(requests[at]);
        }
        talk.replies.clear();
      }),
      { numRuns: tries(200, 25) },
    );
  });

  test.each([
    ['to the responder', 'in', 'out'],
    ['to an observer of both', 'in', 'in'],
  ] as const)('are shown %s', (_whom, asked, answered) => {
    const talk = new Talk();
    const request = talk.ask('1', { direction: asked });
    const reply = talk.answer('1', { direction: answered });
    expect(talk.answers(reply)?.request).toBe(request);
  });

  test('have one each if a capture sees both ends', () => {
    const talk = new Talk();
    const atAsker = talk.ask('1', { stream: 1 });
    const atAnswerer = talk.ask('1', { stream: 2, direction: 'in' });
    const sent = talk.answer('1', { stream: 2, direction: 'out' });
    const got = talk.answer('1', { stream: 1 });
    expect(talk.answers(sent)?.request).toBe(atAnswerer);
    expect(talk.answers(got)?.request).toBe(atAsker);
    expect(talk.list().counts).toMatchObject({ answered: 2, waiting: 0, alone: 0 });
  });

  test('are paired over a reconnect, but not on another connection that continues', () => {
    const talk = new Talk();
    const request = talk.ask('1');
    const other = talk.answer('1', { stream: 2 });
    expect(talk.answers(other)?.request).toBeUndefined();
    talk.closed.add(1);
    expect(talk.answers(talk.answer('1', { stream: 3 }))?.request).toBe(request);
  });
});

describe('several replies', () => {
  test('of several responders belong to the same request, in their order', () => {
    const talk = new Talk();
    const request = talk.ask('1');
    const replies = ['a', 'b', 'b'].map((payload) => talk.answer('1', { payload }));
    expect(talk.asks(request)).toMatchObject({ count: 3 });
    expect(talk.answers(replies[1] ?? 0)).toMatchObject({ request, place: 2, count: 3 });
    expect(talk.list().rows).toMatchObject([{ reply: replies[0], replies: 3, latency: MS }]);
  });

  test('are counted above the stored number', () => {
    const talk = new Talk();
    const request = talk.ask('1');
    for (let at = 0; at < 100; at += 1) talk.answer('1', { payload: `${at}` });
    expect(talk.asks(request)?.count).toBe(100);
    expect(talk.asks(request)?.replies.length).toBe(16);
  });

  test('exclude repeated and redelivered ones', () => {
    const talk = new Talk();
    const request = talk.ask('1', { direction: 'in' });
    const reply = talk.answer('1', { direction: 'out' });
    const echo = talk.answer('1', { direction: 'in' });
    const again = talk.answer('1', { direction: 'out', dup: true });
    expect(talk.asks(request)).toMatchObject({ count: 1, replies: [{ packet: reply }] });
    expect(talk.answers(echo)).toMatchObject({ request, place: 1 });
    expect(talk.answers(again)).toMatchObject({ request, place: 1 });
    // Another responder sent the same reply.
    talk.answer('1', { direction: 'in' });
    expect(talk.asks(request)?.count).toBe(2);
  });
});

test('a repeated or redelivered request is the same one', () => {
  const talk = new Talk();
  const request = talk.ask('1');
  const echo = talk.ask('1', { direction: 'in' });
  talk.closed.add(1);
  const again = talk.ask('1', { dup: true, stream: 2 });
  const reply = talk.answer('1', { stream: 2 });
  for (const packet of [request, echo, again]) {
    expect(talk.asks(packet)?.replies).toMatchObject([{ packet: reply }]);
  }
  expect(talk.list().total).toBe(1);
});

test('reused correlation data refers to the newest request, with a note', () => {
  const talk = new Talk();
  const first = talk.ask('1');
  const second = talk.ask('1');
  const reply = talk.answer('1');
  expect(talk.answers(reply)).toMatchObject({ request: second, sameAs: first });
  expect(talk.asks(first)).toMatchObject({ count: 0, sameAs: undefined });
  expect(talk.asks(second)?.sameAs).toBe(first);
  expect(talk.list().rows.map(({ isUnsure }) => isUnsure)).toEqual([false, true]);
});

describe('a reply', () => {
  test('before its request answers nothing, and the two link to each other', () => {
    const talk = new Talk();
    const early = talk.answer('1');
    const request = talk.ask('1');
    expect(talk.asks(request)).toMatchObject({ count: 0, early });
    expect(talk.answers(early)).toMatchObject({ request: undefined, later: request });
    const reply = talk.answer('1');
    expect(talk.answers(reply)?.request).toBe(request);
  });

  test('without a seen request is separate', () => {
    const talk = new Talk();
    const reply = talk.answer('9');
    expect(talk.answers(reply)).toMatchObject({ request: undefined, place: 0, candidates: 0 });
    expect(talk.list({ show: 'alone' }).rows).toMatchObject([{ reply, state: 'alone' }]);
  });

  test('without correlation data belongs to the only waiting request, with a note', () => {
    const talk = new Talk();
    const request = talk.ask();
    const reply = talk.answer();
    expect(talk.answers(reply)).toMatchObject({ request, by: 'topic' });
    expect(talk.list().rows).toMatchObject([{ isUnsure: true, data: undefined }]);
    // Another responder, because there is no other request.
    expect(talk.answers(talk.answer(undefined, { payload: 'y' }))).toMatchObject({ place: 2 });
    const next = talk.ask('7');
    expect(talk.answers(talk.answer())).toMatchObject({ request: next, by: 'topic' });
  });

  test('without correlation data belongs to none if several are possible', () => {
    const talk = new Talk();
    talk.ask();
    talk.ask();
    const reply = talk.answer();
    expect(talk.answers(reply)).toMatchObject({ request: undefined, candidates: 2 });
    expect(talk.list().counts).toMatchObject({ waiting: 2, alone: 1 });
  });

  test('excludes a message on its topic that no request waits for', () => {
    const talk = new Talk();
    talk.ask();
    talk.ask('2');
    talk.answer('2');
    talk.answer();
    expect(talk.replies.ofPacket(talk.answer())).toBeUndefined();
  });
});

test('Clear keeps waiting requests, which are listed once answered', () => {
  const talk = new Talk();
  talk.ask('1');
  talk.answer('1');
  const open = talk.ask('2');
  talk.replies.clear();
  expect(talk.list()).toMatchObject({ total: 0, counts: { all: 0 } });
  expect(talk.replies.total).toBe(0);
  const reply = talk.answer('2');
  expect(talk.answers(reply)).toMatchObject({ request: open, latency: MS });
  expect(talk.list().rows).toMatchObject([{ request: open, reply }]);
  expect(talk.replies.total).toBe(1);
});

test('a limited number is kept, and nothing of forgotten ones', () => {
  const talk = new Talk(100);
  for (let at = 0; at < 1000; at += 1) {
    const response = `answers/${at}`;
    talk.ask(`${at}`, { response });
    if (at % 3 === 0) talk.say('in', response, { data: `${at}` });
  }
  expect(talk.list().total).toBeLessThan(111);
  expect(talk.replies.total).toBe(1000);
  expect(talk.names.count).toBeLessThan(111);
  expect(talk.asks(1)).toBeUndefined();
  for (let at = 0; at < 1000; at += 1) talk.ask('same');
  expect(talk.names.count).toBe(1);
});

test('the list finds text in topics and in correlation data, as text or in hex', () => {
  const talk = new Talk();
  talk.ask('order-7', { topic: 'lamp/set' });
  talk.ask(Uint8Array.of(0xca, 0xfe), { topic: 'door/open' });
  const found = (search: string) => talk.list({ search }).rows.map(({ topic }) => topic);
  expect(found('LAMP')).toEqual(['lamp/set']);
  expect(found('order')).toEqual(['lamp/set']);
  expect(found('cafe')).toEqual(['door/open']);
  expect(found('answers/')).toHaveLength(2);
  expect(talk.list({ first: 0, count: 1, tail: true })).toMatchObject({
    first: 1,
    rows: [{ topic: 'door/open' }],
  });
});
