/** Clearing retained messages, and restoring them. */
import { describe, expect, test } from 'vitest';
import type { ConnectionEvent } from '../../../connection/protocol/protocol.ts';
import { restoredMessage } from './clearing.ts';
import { sendAll } from './sending.ts';

const copy = {
  payload: new Uint8Array([1]),
  qos: 2,
  time: 0,
  properties: [
    { name: 'messageExpiryInterval', value: 60 },
    { name: 'contentType', value: 'text/plain' },
    { name: 'userProperty', value: ['a', 'b'] },
  ],
} as const;

describe('restoring', () => {
  test('a message keeps its properties and its remaining expiry', () => {
    const where = { age: 12.5, maximumQoS: 1, hasProperties: true } as const;
    expect(restoredMessage('t', copy, where)).toEqual({
      topic: 't',
      payload: copy.payload,
      qos: 1,
      retain: true,
      properties: [{ name: 'messageExpiryInterval', value: 48 }, ...copy.properties.slice(1)],
    });
  });

  test('expired messages are skipped, and before MQTT 5 there are no properties', () => {
    const where = { age: 60, maximumQoS: 2, hasProperties: true } as const;
    expect(restoredMessage('t', copy, where)).toBeUndefined();
    const old = restoredMessage('t', copy, { ...where, hasProperties: false });
    expect(old?.properties).toEqual([]);
    expect(old?.qos).toBe(2);
  });
});

/** Answers when the test calls it. */
class Broker {
  readonly sent: number[] = [];
  #listener: (event: ConnectionEvent) => void = () => undefined;

  readonly publish = (): number => {
    const id = 1000 + this.sent.length;
    this.sent.push(id);
    return id;
  };

  listen(listener: (event: ConnectionEvent) => void): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = () => undefined;
    };
  }

  answer(id: number, kind: 'acknowledged' | 'refused'): void {
    const known = { code: 0, packet: 1 };
    const outcome =
      kind === 'refused' ? { kind, ...known, reasonString: undefined } : { kind, ...known, ms: 1 };
    this.#listener({ kind: 'published', id, outcome });
  }
}

const message = {
  topic: 't',
  payload: new Uint8Array(),
  qos: 1,
  retain: true,
  properties: [],
} as const;

describe('sending in sequence', () => {
  test('a few are unanswered at once, and each outcome counts', async () => {
    const broker = new Broker();
    const told: number[] = [];
    const all = sendAll(
      broker,
      Array.from({ length: 150 }, () => message),
      (done) => told.push(done),
    );
    expect(broker.sent).toHaveLength(100);
    for (let id = 1000; id < 1149; id += 1) broker.answer(id, 'acknowledged');
    expect(broker.sent).toHaveLength(150);
    broker.answer(1149, 'refused');
    const { taken, failed } = await all;
    expect(taken).toHaveLength(149);
    expect(failed).toBe(1);
    expect(told.at(-1)).toBe(150);
  });

  test('a stop sends no more, and waits for those in transit', async () => {
    const broker = new Broker();
    const stop = new AbortController();
    const all = sendAll(
      broker,
      Array.from({ length: 150 }, () => message),
      undefined,
      stop.signal,
    );
    stop.abort();
    for (let id = 1000; id < 1100; id += 1) broker.answer(id, 'acknowledged');
    expect((await all).taken).toHaveLength(100);
    expect(broker.sent).toHaveLength(100);
  });
});
