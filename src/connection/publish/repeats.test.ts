import { expect, test } from 'vitest';
import type { Localizable } from '../../base/message.ts';
import type { TemplateErrors } from '../../payload/templates/template.ts';
import { ManualClock } from '../clock.testkit.ts';
import { type ConnectionEvent, ENDLESS, type PublishRequest } from '../protocol/protocol.ts';
import type { Make } from '../templates/templateSource.ts';
import { Repeats } from './repeats.ts';

const MESSAGE: PublishRequest = {
  id: 100,
  topic: 't',
  payload: new Uint8Array(1),
  qos: 0,
  retain: false,
  properties: [],
};

function begin(): {
  readonly clock: ManualClock;
  readonly repeats: Repeats;
  readonly sent: number[];
  readonly events: ConnectionEvent[];
  readonly outbox: {
    isOpen: boolean;
    isFull: boolean;
    publish: (message: PublishRequest) => void;
    readonly publishTogether: () => undefined;
    readonly whenReady: () => void;
  };
} {
  const clock = new ManualClock();
  const sent: number[] = [];
  const events: ConnectionEvent[] = [];
  const outbox = {
    isOpen: true,
    isFull: false,
    publish: ({ id }: PublishRequest): void => {
      sent.push(id);
    },
    // Sends individually.
    publishTogether: () => undefined,
    whenReady: () => undefined,
  };
  return {
    clock,
    sent,
    events,
    outbox,
    repeats: new Repeats(clock.environment, outbox, (event) => events.push(event)),
  };
}

test('sends every 100 ms, 5 times, the first at once, with increasing ids', () => {
  const { clock, repeats, sent, events } = begin();
  repeats.start(MESSAGE, 100, 5);
  expect(sent).toEqual([100]);
  expect(events).toMatchObject([{ id: 100, sent: 1, rate: undefined, sizes: [1, 1] }]);
  clock.advance(399);
  expect(sent).toEqual([100, 101, 102, 103]);
  clock.advance(1);
  expect(sent).toHaveLength(5);
  expect(events.at(-1)).toMatchObject({ id: 100, sent: 5, times: 5, done: true, rate: 10 });
  clock.advance(10_000);
  expect(sent).toHaveLength(5);
  expect(clock.timers).toBe(0);
});

test('builds each message with its number, reports one that fails, and sends the next', () => {
  const { clock, repeats, sent, events, outbox } = begin();
  const topics: string[] = [];
  outbox.publish = ({ id, topic, payload }) => {
    sent.push(id);
    topics.push(`${topic} ${payload.length}`);
  };
  const nothing = {
    ok: false,
    of: 'payload',
    error: { start: 0, end: 1, why: { key: 'no-value', args: { topic: 'src' } } },
  } as const;
  const make: Make = (n) =>
    n === 2 ? nothing : { ok: true, topic: `t/${n}`, text: '', payload: new Uint8Array(n) };
  repeats.start(MESSAGE, 100, 3, [{ topic: 't', make }]);
  clock.advance(200);
  expect(sent).toEqual([100, 102]);
  expect(topics).toEqual(['t/1 1', 't/3 3']);
  const why = { key: 'not-filled-in', args: { why: nothing.error.why } } as const;
  expect(events).toContainEqual({ kind: 'published', id: 101, outcome: { kind: 'not-sent', why } });
  // The sizes of what was made, without the text of the template.
  expect(events.at(-1)).toMatchObject({ id: 100, sent: 3, times: 3, done: true, sizes: [1, 3] });
});

test.each<Localizable<TemplateErrors>>([
  { key: 'too-large', args: { most: 16 } },
  { key: 'no-message', args: {} },
])('a message that cannot be filled in is reported with the reason: $key', (why) => {
  const { clock, repeats, sent, events } = begin();
  const make: Make = (n) =>
    n === 1
      ? { ok: false, of: 'payload', error: { why, start: 0, end: 1 } }
      : { ok: true, topic: 't', text: '', payload: new Uint8Array(n) };
  repeats.start(MESSAGE, 100, 2, [{ topic: 't', make }]);
  clock.advance(200);
  expect(sent).toEqual([101]);
  const outcome = { kind: 'not-sent', why: { key: 'not-filled-in', args: { why } } } as const;
  expect(events).toContainEqual({ kind: 'published', id: 100, outcome });
});

test('stopping', () => {
  const { clock, repeats, sent, events } = begin();
  repeats.start(MESSAGE, 10, 1000);
  clock.advance(95);
  repeats.stop(100);
  expect(events.at(-1)).toMatchObject({ id: 100, sent: 10, times: 1000, done: true });
  clock.advance(1000);
  expect(sent).toHaveLength(10);
});

test('keeps the rate below the resolution of a timer', () => {
  const { clock, repeats, sent } = begin();
  repeats.start(MESSAGE, 0.1, 100_000);
  clock.advance(1000);
  expect(Math.abs(sent.length - 10_000)).toBeLessThanOrEqual(20);
});

test('pauses while the outbox is full, and loses nothing', () => {
  const { clock, repeats, sent, outbox } = begin();
  repeats.start(MESSAGE, 1, 100);
  clock.advance(20);
  outbox.isFull = true;
  const before = sent.length;
  clock.advance(30);
  expect(sent).toHaveLength(before);
  outbox.isFull = false;
  clock.advance(100);
  expect(sent).toEqual(Array.from({ length: 100 }, (_, index) => 100 + index));
});

test('waits without a connection, queues nothing, and continues at its interval', () => {
  const { clock, repeats, sent, outbox } = begin();
  repeats.start(MESSAGE, 5, 1000);
  clock.advance(20);
  expect(sent).toHaveLength(5);
  outbox.isOpen = false;
  clock.advance(60_000);
  expect(sent).toHaveLength(5);
  expect(clock.timers).toBe(0);
  outbox.isOpen = true;
  repeats.goOn();
  clock.advance(20);
  expect(sent).toEqual(Array.from({ length: 10 }, (_, index) => 100 + index));
});

test('the rate is that of the interval from its first report, also after a wait', () => {
  const { clock, repeats, events, outbox } = begin();
  const rates = () =>
    events.flatMap((event) => (event.kind === 'repeating' ? [event.rate ?? 'unknown'] : []));
  repeats.start(MESSAGE, 1000, ENDLESS);
  clock.advance(3000);
  expect(rates()).toEqual(['unknown', 1, 1, 1]);
  outbox.isOpen = false;
  clock.advance(60_000);
  expect(rates()).toEqual(['unknown', 1, 1, 1, 0]);
  outbox.isOpen = true;
  events.length = 0;
  repeats.goOn();
  clock.advance(1000);
  expect(rates()).not.toContainEqual(expect.closeTo(0, 1));
  expect(rates().at(-1)).toBe(1);
});

test('a timer that is early by less than its resolution does not change the rate', () => {
  const { clock, outbox, events } = begin();
  const environment = {
    ...clock.environment,
    after: (ms: number, run: () => void) => clock.environment.after(ms > 1 ? ms - 0.5 : ms, run),
  };
  new Repeats(environment, outbox, (event) => events.push(event)).start(MESSAGE, 1000, ENDLESS);
  clock.advance(2500);
  const told = events.map((event) => (event.kind === 'repeating' ? [event.sent, event.rate] : []));
  expect(told.map(([sent]) => sent)).toEqual([1, 2, 3]);
  expect(told.slice(1).every(([, rate]) => Math.abs((rate ?? 0) - 1) < 0.01)).toBe(true);
});

test('reports progress at most every 200 ms', () => {
  const { clock, repeats, events } = begin();
  repeats.start(MESSAGE, 1, 1000);
  clock.advance(500);
  expect(events.length).toBeLessThanOrEqual(3);
});

test('publishes each round to each topic, with the round number, until stopped', () => {
  const { clock, repeats, sent, outbox } = begin();
  const topics: string[] = [];
  outbox.publish = ({ id, topic }) => {
    sent.push(id);
    topics.push(topic);
  };
  const make =
    (topic: string): Make =>
    (n) => ({ ok: true, topic: `${topic}/${n}`, text: '', payload: new Uint8Array() });
  repeats.start(MESSAGE, 100, ENDLESS, [
    { topic: 'a', make: make('a') },
    { topic: 'b', make: make('b') },
    { topic: 'c' },
  ]);
  expect(topics).toEqual(['a/1', 'b/1', 'c']);
  clock.advance(100);
  expect(topics.slice(3)).toEqual(['a/2', 'b/2', 'c']);
  expect(sent).toEqual([100, 101, 102, 103, 104, 105]);
  repeats.stop(100);
  clock.advance(1000);
  expect(sent).toHaveLength(6);
});

test('sends 5,000 a second, and reports the true rate', () => {
  const { clock, repeats, sent, events, outbox } = begin();
  const rate = () => {
    const last = events.at(-1);
    return (last?.kind === 'repeating' ? last.rate : undefined) ?? Number.NaN;
  };
  repeats.start(MESSAGE, 0.2, ENDLESS);
  clock.advance(3000);
  expect(Math.abs(sent.length - 15_000)).toBeLessThanOrEqual(10);
  expect(Math.abs(rate() - 5000)).toBeLessThan(50);
  // The network accepts half.
  let taken = 0;
  outbox.publish = ({ id }) => {
    sent.push(id);
    taken += 1;
    outbox.isFull = taken % 10 === 0;
  };
  const free = setFree(clock, outbox);
  const before = sent.length;
  free(2000);
  const left = sent.length - before;
  expect(left).toBeLessThan(4500);
  expect(Math.abs(rate() - left / 2)).toBeLessThan(left / 10);
});

/** Advances the time, with more network capacity every 4 ms. */
const setFree =
  (clock: ManualClock, outbox: { isFull: boolean }) =>
  (ms: number): void => {
    for (let at = 0; at < ms; at += 4) {
      clock.advance(4);
      outbox.isFull = false;
    }
  };
