import { expect, test } from 'vitest';
import { Lazy } from '../base/lazy.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { alibaba } from '../conventions/alibaba/alibaba.ts';
import { ALIBABA } from '../conventions/alibaba/id.ts';
import { meaningOf } from '../conventions/alibaba/topics.ts';
import type { Meaning } from '../engine/conventions/convention.ts';
import { Conventions } from '../engine/conventions/conventions.ts';
import { encode } from '../mqtt/codec/encode.ts';
import { TestClient } from './client.testkit.ts';

/** Loads the convention, or fails, as the outcomes say in order. */
function late(...outcomes: readonly (() => Promise<Meaning>)[]) {
  const left = [...outcomes];
  const meanings = new Lazy(() => left.shift()?.() ?? Promise.reject(new Error('too often')));
  const conventions = new Conventions([alibaba(meanings)]);
  const client = new TestClient(undefined, undefined, conventions);
  const { capture } = client.dispatch;
  const stream = capture.openStream(4);
  let time = 0;
  const publish = (topic: string, json: string) => {
    time += 1000;
    const flags = { dup: false, qos: 0, retain: false } as const;
    const payload = encodeUtf8(json);
    capture.packet(
      stream,
      'out',
      time,
      encode({ type: 'publish', ...flags, topic, payload, properties: [] }, 4),
    );
  };
  const pairs = () => capture.counters(time).pairs[ALIBABA];
  return { client, publish, pairs, left };
}

/** A busy machine is slow and not wrong. */
const WAITING = { timeout: 60_000 };
const POST = '/sys/a1B2c3D4e5F/lamp/thing/event/property/post';
const loads = () => Promise.resolve({ of: meaningOf });
const fails = () => Promise.reject(new TypeError('Failed to fetch'));

test('loads the conventions with the first of their topics, which is decoded, too', async () => {
  const { publish, pairs, left } = late(loads);
  publish('a/b', '{"id":"1"}');
  expect(left).toHaveLength(1);
  publish(POST, '{"id":"1"}');
  await expect.poll(pairs, WAITING).toBe(1);
  publish(POST, '{"id":"2"}');
  expect(pairs()).toBe(2);
});

test('reports a failure to load once, with a way to retry', async () => {
  const { client, publish, pairs } = late(fails, loads);
  publish(POST, '{"id":"1"}');
  const { command } = await client.event('not-loaded');
  publish(POST, '{"id":"2"}');
  if (command !== undefined) client.send(command);
  await expect.poll(pairs, WAITING).toBe(2);
  expect(client.events).toHaveLength(1);
});

test('does not prefetch it, because most captures have none of its topics', async () => {
  const { client, publish, pairs, left } = late(loads);
  client.send({ kind: 'load-rest' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(left).toHaveLength(1);
  publish(POST, '{"id":"1"}');
  await expect.poll(pairs, WAITING).toBe(1);
  expect(client.events).toEqual([]);
});
