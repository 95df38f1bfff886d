import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import '../messages/conventionBooksAtOnce.ts';
import { Capture } from '../capture/capture.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { RequestPair } from '../requestResponse/pair.ts';
import type { Convention, Follower } from './convention.ts';
import { Conventions } from './conventions.ts';
import { MADE_UP_PATIENCE, MadeUp } from './madeUp.testkit.ts';

const MS = 1_000;
const ALL = { first: 0, count: 100 };

/** A client that has signed in. The clock advances 1 ms with each packet. */
class Talk {
  readonly capture: Capture;
  readonly problems: string[] = [];
  /** Number of times that messages began to wait. */
  waits = 0;
  time = 0;
  readonly #stream: number;

  constructor(...conventions: readonly Convention[]) {
    this.capture = new Capture({
      conventions: new Conventions(conventions),
      originWallClock: 0,
      onProblem: ({ rule }) => this.problems.push(rule),
      onUnread: () => {
        this.waits += 1;
      },
    });
    this.#stream = this.capture.openStream(4);
    const connect = {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 4,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'x',
      userName: 'unit:7',
      properties: [],
    } as const;
    this.#packet('out', encode(connect, 4));
    this.#packet('in', Uint8Array.of(0x20, 2, 0, 0));
  }

  publish(direction: Direction, topic: string, payload: Uint8Array): number {
    const flags = { dup: false, qos: 0, retain: false } as const;
    return this.#packet(
      direction,
      encode({ type: 'publish', ...flags, topic, payload, properties: [] }, 4),
    );
  }

  pairs(convention: string): readonly RequestPair[] {
    const pairs = { convention, ...ALL, show: 'all', search: '' } as const;
    return this.capture.window({ pairs }, this.time).pairs?.rows ?? [];
  }

  #packet(direction: Direction, bytes: Uint8Array): number {
    this.time += MS;
    return this.capture.packet(this.#stream, direction, this.time, bytes);
  }
}

test("pairs requests and replies by a convention's topics, numbers and codes", () => {
  const talk = new Talk(new MadeUp().convention);
  const first = talk.publish('out', 'cmd/pump/open', Uint8Array.of(1));
  talk.publish('out', 'cmd/pump/close', Uint8Array.of(2));
  talk.publish('out', 'cmd/pump/blink', Uint8Array.of(3));
  const answer = talk.publish('in', 'ack/pump', Uint8Array.of(1, 0));
  talk.publish('in', 'ack/pump', Uint8Array.of(2, 9, ...encodeUtf8('stuck')));
  talk.publish('out', 'cmd/pump/open', Uint8Array.of(4));
  const [opened, closed, blinked, again] = talk.pairs('made-up');
  expect(opened).toMatchObject({
    kind: 'command',
    identifier: 'open',
    device: 'pump',
    id: '1',
    request: first,
    reply: answer,
    latency: 3 * MS,
    code: 0,
    isFailure: false,
    state: 'answered',
  });
  expect(closed).toMatchObject({ code: 9, isFailure: true, message: 'stuck' });
  expect(blinked).toMatchObject({ state: 'none-wanted' });
  expect(again).toMatchObject({ state: 'waiting' });
  talk.time += MADE_UP_PATIENCE;
  expect(talk.pairs('made-up')[3]).toMatchObject({ state: 'unanswered' });
  expect(talk.capture.counters(talk.time).pairs).toEqual({ 'made-up': 4 });
});

test("hides a convention's secrets in values, marks them in packets, and leaves others", () => {
  const talk = new Talk(new MadeUp().convention);
  const number = talk.publish('in', 'keys/pump', encodeUtf8('k=secret'));
  talk.publish('in', 'key/pump', encodeUtf8('k=secret'));
  const shown = (name: string) => {
    const { topic } = talk.capture.window({ topic: { name, history: ALL } }, talk.time);
    return topic?.history.rows.map(({ payload }) => decodeUtf8(payload));
  };
  expect(shown('keys/pump')).toEqual(['k=******']);
  expect(shown('key/pump')).toEqual(['k=secret']);
  const { packet } = talk.capture.window({ packet: number }, talk.time);
  expect(packet?.secrets).toEqual([{ offset: (packet?.bytes.length ?? 0) - 6, length: 6 }]);
  const { secrets } = talk.capture.conventions;
  const isPlain = (one: number) =>
    secrets.areNotIn(talk.capture.bytesOf(one) ?? new Uint8Array(), 4);
  expect([isPlain(number), isPlain(number + 1)]).toEqual([false, true]);
});

test('identifies clients, and topics with a leading slash', () => {
  const { convention } = new MadeUp();
  const conventions = new Conventions([{ id: 'nothing', name: 'Nothing' }, convention]);
  expect(conventions.ownerOf({ clientId: 'a', userName: 'unit:7' })).toBe('unit:7');
  expect(conventions.ownerOf({ clientId: 'a', userName: 'ann' })).toBe('a');
  const talk = new Talk(convention);
  talk.publish('out', '/plant/a', encodeUtf8('x'));
  expect(talk.problems).toEqual([]);
  talk.publish('out', '/plan/a', encodeUtf8('x'));
  expect(talk.problems).toEqual(['leading-slash']);
});

test('gives a topic to the first of two conventions, with separate lists', () => {
  const { convention } = new MadeUp();
  const talk = new Talk(convention, { ...convention, id: 'other' });
  talk.publish('out', 'cmd/pump/open', Uint8Array.of(1));
  expect(talk.pairs('made-up')).toHaveLength(1);
  expect(talk.pairs('other')).toEqual([]);
  expect(talk.pairs('unknown')).toEqual([]);
});

test('calls a convention once per name, and never if it is off', () => {
  const madeUp = new MadeUp();
  const talk = new Talk(madeUp.convention);
  talk.publish('in', 'ack/b', encodeUtf8('x'));
  const before = madeUp.asked;
  for (let count = 0; count < 500; count += 1) talk.publish('in', 'ack/b', encodeUtf8('x'));
  for (let count = 0; count < 500; count += 1) talk.publish('in', `a/${count}`, encodeUtf8('x'));
  expect(madeUp.asked).toBe(before);
  talk.publish('in', 'ack/c', encodeUtf8('x'));
  expect(madeUp.asked).toBe(before + 1);
  const without = new Talk();
  without.publish('out', 'cmd/pump/open', Uint8Array.of(1));
  without.publish('out', '/plant/a', encodeUtf8('x'));
  expect(without.capture.counters(without.time).pairs).toEqual({});
  expect(without.problems).toEqual(['leading-slash']);
  expect(madeUp.asked).toBe(before + 1);
});

/** Messages that a convention is called with, with their meaning. */
function followed() {
  const messages: unknown[] = [];
  const follower: Follower = ({ meaning: { kind }, payload, subscriptions, ...rest }) =>
    messages.push({ ...rest, kind, payload: payload.slice(), subscriptions: subscriptions() });
  return { messages, follower };
}

/** A module that loads when the test requests it. */
function loading(follower?: Follower) {
  const loads: { readonly done: () => void; readonly fail: (why: Error) => void }[] = [];
  const load = () => new Promise<void>((done, fail) => void loads.push({ done, fail }));
  return { loads, convention: new MadeUp(load, follower).convention };
}

const MESSAGE = fc.record({
  direction: fc.constantFrom('in', 'out'),
  topic: fc.constantFrom('cmd/pump/open', 'cmd/fan/open', 'ack/pump', 'ack/fan', 'a/b', 'ack/'),
  payload: fc.uint8Array({ maxLength: 3, max: 2 }),
});

test('gives the same result regardless of when a convention is loaded', async () => {
  const sequences = fc.array(MESSAGE, { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(sequences, fc.nat(30), async (messages, before) => {
      const [byLate, byHand] = [followed(), followed()];
      const { loads, convention } = loading(byLate.follower);
      const late = new Talk(convention);
      const atHand = new Talk(new MadeUp(undefined, byHand.follower).convention);
      const loaded = async () => {
        const waited = late.capture.loadPairing();
        loads[0]?.done();
        await waited;
      };
      for (const [at, { direction, topic, payload }] of messages.entries()) {
        if (at === before) await loaded();
        late.publish(direction, topic, payload);
        atHand.publish(direction, topic, payload);
      }
      await loaded();
      expect(late.pairs('made-up')).toEqual(atHand.pairs('made-up'));
      expect(byLate.messages).toEqual(byHand.messages);
      expect(loads.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: tries(200, 25) },
  );
});

test('loads a convention with the first matching topic, and hides its secrets before', () => {
  const { loads, convention } = loading();
  const talk = new Talk(convention);
  talk.publish('in', 'cmdx', Uint8Array.of(1));
  talk.publish('in', 'keys/pump', encodeUtf8('k=secret'));
  const { topic } = talk.capture.window({ topic: { name: 'keys/pump', history: ALL } }, talk.time);
  expect(topic?.history.rows.map(({ payload }) => decodeUtf8(payload))).toEqual(['k=******']);
  expect([talk.waits, talk.capture.hasUnread]).toEqual([0, false]);
  talk.publish('in', 'ack/pump', Uint8Array.of(1, 0));
  talk.publish('in', 'ack/fan', Uint8Array.of(1, 0));
  expect([talk.waits, talk.capture.hasUnread]).toEqual([1, true]);
  expect(loads).toEqual([]);
});

test('retries a failed load, and does not pair cleared messages', async () => {
  const { loads, convention } = loading();
  const talk = new Talk(convention);
  talk.publish('out', 'cmd/fan/open', Uint8Array.of(1));
  const failed = talk.capture.loadPairing();
  loads[0]?.fail(new Error('gone'));
  await expect(failed).rejects.toThrow('gone');
  talk.capture.clear();
  const request = talk.publish('out', 'cmd/pump/close', Uint8Array.of(2));
  // Another capture loads the meaning, and this one notices with its next message.
  const another = talk.capture.conventions.load();
  loads[1]?.done();
  await another;
  const reply = talk.publish('in', 'ack/pump', Uint8Array.of(2, 0));
  expect(talk.pairs('made-up')).toMatchObject([{ request, reply }]);
  expect([loads.length, talk.waits]).toEqual([2, 2]);
});

test('loads only the convention whose topic arrived', async () => {
  const one = loading();
  const two = loading();
  const { topics } = two.convention;
  if (topics === undefined) throw new Error('It has topics.');
  const other = { ...two.convention, id: 'other', topics: { ...topics, beginnings: ['on/'] } };
  const talk = new Talk(one.convention, other);
  talk.publish('out', 'cmd/fan/open', Uint8Array.of(1));
  const loaded = talk.capture.loadPairing();
  expect([one.loads.length, two.loads.length, talk.waits]).toEqual([1, 0, 1]);
  one.loads[0]?.done();
  await loaded;
  expect(talk.pairs('made-up')).toHaveLength(1);
  talk.publish('out', 'on/fan', Uint8Array.of(1));
  expect(talk.waits).toBe(2);
  void talk.capture.loadPairing();
  expect([one.loads.length, two.loads.length]).toEqual([1, 1]);
});
