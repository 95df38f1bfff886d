import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { LARGEST_SHAPED } from '../../payload/shape/largest.ts';
import { TopicShape } from './topicShape.ts';
import type { TopicMessage } from './tree/topicRow.ts';

const message = (packet: number, payload: Uint8Array): TopicMessage => ({
  packet,
  time: packet,
  qos: 0,
  retain: false,
  dup: false,
  sent: false,
  payload,
  size: payload.length,
  contentType: undefined,
});

function shapeOf(...payloads: readonly Uint8Array[]) {
  const all = payloads.map((payload, at) => message(at + 1, payload)).reverse();
  const shape = new TopicShape('t', undefined);
  const read = (first: number, count: number) => ({
    rows: all.slice(first, first + count),
    total: all.length,
    messages: all.length,
  });
  for (const _part of shape.read(read, () => undefined));
  return shape.report();
}

test('messages above the size limit are counted, compressed or not', () => {
  const small = encodeUtf8('{"a":1}');
  const brackets = '['.repeat(LARGEST_SHAPED / 2);
  const large = `${brackets}${']'.repeat(LARGEST_SHAPED / 2)} `;
  const report = shapeOf(
    small,
    encodeUtf8(large),
    new Uint8Array(gzipSync(large)),
    new Uint8Array(gzipSync(gzipSync(large))),
    new Uint8Array(gzipSync('{"a":2}')),
  );
  expect([report.messages, report.tooLarge]).toEqual([2, 3]);
  expect(report.keys.map(({ kinds }) => kinds[0]?.kind)).toEqual(['object', 'integer']);
});

test('a message of exactly that size is decoded', () => {
  const ofSize = (size: number) => JSON.stringify({ a: 'x'.repeat(size - '{"a":""}'.length) });
  const report = shapeOf(
    encodeUtf8(ofSize(LARGEST_SHAPED)),
    new Uint8Array(gzipSync(ofSize(LARGEST_SHAPED - 1))),
  );
  expect([report.messages, report.tooLarge]).toEqual([2, 0]);
});
