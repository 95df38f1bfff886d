import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import { Capture } from '../capture/capture.ts';
import { recordedFrom } from './recordedMessages.ts';
import { rewritten } from './rewrite.ts';

const MESSAGE: PublishPacket = {
  type: 'publish',
  dup: false,
  qos: 1,
  retain: false,
  topic: 'a/b',
  packetId: 7,
  properties: [],
  payload: Uint8Array.of(1, 2),
};

function captureOf(...messages: Partial<PublishPacket>[]): Capture {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const stream = capture.openStream({ version: 5, fromStart: false });
  for (const [at, message] of messages.entries()) {
    const bytes = encode({ ...MESSAGE, ...message }, 5);
    capture.packet(stream, 'in', at * 1000, bytes);
  }
  return capture;
}

const found = (capture: Capture, direction: 'in' | 'out' | 'both' = 'in') =>
  [...recordedFrom(capture, { direction, filtered: false }, 1, () => true)].map((one) => one.found);

test('a message has the topic of its alias, without settings of its connection', () => {
  const alias = { name: 'topicAlias', value: 3 } as const;
  const type = { name: 'contentType', value: 'text/plain' } as const;
  const capture = captureOf(
    { properties: [alias] },
    { topic: '', properties: [alias, { name: 'subscriptionIdentifier', value: 1 }, type] },
  );
  expect(found(capture)).toMatchObject([
    { topic: 'a/b', qos: 1, properties: [] },
    { topic: 'a/b', properties: [type], payload: Uint8Array.of(1, 2), time: 1000 },
  ]);
  expect(found(capture, 'out')).toEqual([undefined, undefined]);
});

test('redeliveries and the broker’s topics are omitted', () => {
  const capture = captureOf({}, { dup: true }, { topic: '$SYS/uptime', qos: 0 });
  expect(found(capture, 'both')).toMatchObject([{ packet: 1 }, 'redelivery', 'reserved']);
});

test('a redelivery replaces a first delivery that is missing or not selected', () => {
  const capture = captureOf(
    { dup: true },
    { dup: true },
    { packetId: 8 },
    { packetId: 8, dup: true },
  );
  expect(found(capture)).toMatchObject([{ packet: 1 }, 'redelivery', { packet: 3 }, 'redelivery']);
  const withDup = [
    ...recordedFrom(capture, { direction: 'in', filtered: true }, 1, (at) => at > 3),
  ];
  expect(withDup.at(-1)?.found).toMatchObject({ packet: 4 });
});

test('topics are rewritten by a prefix or by a literal text', () => {
  expect(rewritten('a/b', { kind: 'prefix', prefix: 'test/' })).toBe('test/a/b');
  expect(rewritten('a/b/a', { kind: 'replace', find: 'a', by: '$&' })).toBe('$&/b/$&');
  expect(rewritten('a/b', { kind: 'replace', find: '', by: 'x' })).toBe('a/b');
});
