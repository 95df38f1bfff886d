import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs, tries } from '../../base/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../capture/capture.ts';
import { publishBytes } from './messages.testkit.ts';
import {
  type ArrivedMessage,
  HISTORY_OVERHEAD,
  Histories,
  LONGEST_HISTORY,
} from './tree/histories.ts';

function arrived(packet: number, payload: Uint8Array, contentType?: string): ArrivedMessage {
  const bytes = publishBytes('t', payload, {
    qos: packet % 2 === 0 ? 1 : 0,
    dup: packet % 4 === 0,
  });
  const payloadStart = bytes.length - payload.length;
  return { packet, time: packet * 1.5, bytes, payloadStart, contentType };
}

function payloadOf(size: number, seed: number): Uint8Array {
  return new Uint8Array(size).map((_, index) => seed + index);
}

/** The history of one topic. */
function one() {
  const histories = new Histories();
  const history = histories.add();
  return {
    append: (message: ArrivedMessage) => histories.append(history, message),
    messages: (first: number, count: number) => histories.messages(history, first, count),
    last: () => histories.last(history),
    count: () => histories.count(history),
  };
}

test('a history returns its messages, newest first', () => {
  const history = one();
  const payload = encodeUtf8('x'.repeat(300));
  history.append(arrived(1, encodeUtf8('one')));
  history.append(arrived(4, payload, 'text/ü'));
  const [newest, oldest] = history.messages(0, 10);
  expect(newest).toEqual({
    packet: 4,
    time: 6,
    qos: 1,
    retain: false,
    dup: true,
    sent: false,
    payload,
    size: payload.length + 8,
    contentType: 'text/ü',
  });
  expect(oldest).toMatchObject({ packet: 1, contentType: undefined, qos: 0, dup: false });
  expect(history.last()?.packet).toBe(4);
  expect(history.messages(1, 1).map((message) => message.packet)).toEqual([1]);
});

test('a history is bounded by a number of messages', () => {
  const history = one();
  for (let n = 1; n <= LONGEST_HISTORY + 7; n += 1) history.append(arrived(n, payloadOf(20, n)));
  expect(history.count()).toBe(LONGEST_HISTORY);
  expect(history.messages(LONGEST_HISTORY - 1, 5).map((message) => message.packet)).toEqual([8]);
});

test('values are never truncated, however large', () => {
  const history = one();
  const payload = new Uint8Array(runs(3_000_000)).fill(7);
  history.append(arrived(1, payload));
  history.append(arrived(2, payloadOf(1, 1)));
  const kept = history.messages(1, 1)[0]?.payload;
  expect([kept?.length, kept?.every((byte) => byte === 7)]).toEqual([payload.length, true]);
});

test('a flood on one topic never erases the last value or the history of a quiet one', () => {
  const budget = new Histories(256 * 1024);
  const quiet = budget.add();
  const flooded = budget.add();
  for (let n = 1; n <= 5; n += 1) budget.append(quiet, arrived(n, payloadOf(100, n)));
  for (let n = 6; n <= 5_000; n += 1) budget.append(flooded, arrived(n, payloadOf(2_000, n)));
  expect(budget.count(quiet)).toBe(5);
  expect(budget.last(flooded)?.packet).toBe(5_000);
  expect(budget.count(flooded)).toBeGreaterThan(20);
  expect(budget.bytes).toBeLessThanOrEqual(budget.budget);
  expect(budget.discarded).toBeGreaterThan(1_000);
});

test('last values above the budget stay, and nothing else does', () => {
  const budget = new Histories(10_000);
  const histories = Array.from({ length: 50 }, () => budget.add());
  for (let round = 0; round < 3; round += 1) {
    for (const [index, history] of histories.entries()) {
      budget.append(history, arrived(round * 50 + index, payloadOf(500, index)));
    }
  }
  expect(histories.map((history) => budget.count(history))).toEqual(histories.map(() => 1));
  expect(histories.map((history) => budget.last(history)?.packet)).toEqual(
    histories.map((_, index) => 100 + index),
  );
  expect(budget.bytes).toBe(
    histories.reduce((sum, history) => sum + budget.capacity(history) + HISTORY_OVERHEAD, 0),
  );
  expect(budget.discarded).toBe(100);
});

test('histories under a budget are always the newest messages of each topic', () => {
  const steps = fc.array(fc.tuple(fc.nat(9), fc.oneof(fc.nat(60), fc.nat(3_000))), {
    minLength: 50,
    maxLength: 400,
  });
  fc.assert(
    fc.property(steps, fc.constantFrom(6_000, 30_000, 10_000_000), (messages, size) => {
      const budget = new Histories(size);
      const histories = Array.from({ length: 10 }, () => budget.add());
      const received = histories.map(() => [] as { packet: number; payload: string }[]);
      for (const [packet, [topic, length]] of messages.entries()) {
        const history = histories[topic] ?? 0;
        const payload = payloadOf(length, packet);
        budget.append(history, arrived(packet, payload));
        received[topic]?.push({ packet, payload: payload.join() });
        expect(budget.last(history)?.packet).toBe(packet);
      }
      let kept = 0;
      for (const [topic, history] of histories.entries()) {
        const all = received[topic] ?? [];
        const held = budget
          .messages(history, 0, 1_000)
          .map((message) => ({ packet: message.packet, payload: message.payload.join() }))
          .reverse();
        expect(held).toEqual(all.slice(all.length - budget.count(history)));
        expect(budget.count(history) > 0).toBe(all.length > 0);
        kept += budget.count(history);
      }
      expect(kept + budget.discarded).toBe(messages.length);
      const used = histories.filter((history) => budget.count(history) > 0);
      const bytes = used.reduce(
        (sum, history) => sum + budget.capacity(history) + HISTORY_OVERHEAD,
        0,
      );
      expect(budget.bytes).toBe(bytes);
      const onlyLast = used.every((history) => budget.count(history) === 1);
      expect(budget.bytes <= size || onlyLast).toBe(true);
    }),
    { numRuns: tries(60) },
  );
});

test('a secret that the platform delivers is masked in values and previews', () => {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const topic = '/ext/register';
  const value = '{"deviceSecret":"s3cr3t","n":1}';
  capture.packet(capture.openStream(4), 'in', 1, publishBytes(topic, value));
  capture.expand('', true, true);
  const { topics, topic: detail } = capture.window(
    { topics: { first: 0, count: 9 }, topic: { name: topic, history: { first: 0, count: 9 } } },
    2,
  );
  const values = [detail?.last, ...(detail?.history.rows ?? [])].map((message) =>
    decodeUtf8(message?.payload ?? new Uint8Array()),
  );
  const masked = '{"deviceSecret":"******","n":1}';
  expect(values).toEqual([masked, masked]);
  expect(topics?.rows.at(-1)?.preview).toEqual({
    key: 'keys',
    args: { text: 'deviceSecret ******, n 1' },
  });
});

test('a topic has the message before its last one, whatever part of the history is requested', () => {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const stream = capture.openStream(4);
  const detail = (first: number, count: number) =>
    capture.window({ topic: { name: 't', history: { first, count } } }, 9).topic;
  capture.packet(stream, 'in', 1, publishBytes('t', 'one'));
  expect(detail(0, 9)?.before).toBeNull();
  for (const [at, text] of ['two', 'three', 'four'].entries())
    capture.packet(stream, 'in', at + 2, publishBytes('t', text));
  for (const [first, count] of [
    [0, 0],
    [0, 1],
    [0, 9],
    [2, 9],
    [90, 1],
  ] as const)
    expect(detail(first, count)).toMatchObject({ last: { packet: 4 }, before: { packet: 3 } });
});

test('a discarded message before the last one is not taken for the first', () => {
  const topicBudget = 4096;
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0, topicBudget });
  const stream = capture.openStream(4);
  for (const time of [1, 2])
    capture.packet(stream, 'in', time, publishBytes('t', new Uint8Array(4000)));
  const detail = capture.window({ topic: { name: 't', history: { first: 0, count: 9 } } }, 9).topic;
  expect(detail).toMatchObject({ messages: 2, history: { total: 1 }, before: undefined });
});
