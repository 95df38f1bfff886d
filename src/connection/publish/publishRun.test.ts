import fc from 'fast-check';
import mqttPacket from 'mqtt-packet';
import { expect, test } from 'vitest';
import { joined } from '../../base/bytes.ts';
import { tries } from '../../base/runs.testkit.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { arbitraryTopic } from '../../mqtt/tables/text.testkit.ts';
import type { PublishRequest } from '../protocol/protocol.ts';
import { limitsOf } from '../protocol/serverLimits.ts';
import type { OutboxLine } from './outboxLine.ts';
import { PublishRun } from './publishRun.ts';

const REQUEST: PublishRequest = {
  id: 1,
  topic: 't',
  payload: new Uint8Array(3),
  qos: 0,
  retain: false,
  properties: [],
};

const lineOf = (version: 3 | 4 | 5, properties: readonly Property[] = []): OutboxLine => ({
  limits: limitsOf(properties),
  backlog: 0,
  encode: (packet) => encode(packet, version),
  write: () => undefined,
  writeTogether: () => undefined,
  release: () => undefined,
});

const plans = fc.record({
  version: fc.constantFrom(3, 4, 5),
  qos: fc.constantFrom(0, 1, 2),
  retain: fc.boolean(),
  topics: fc.array(arbitraryTopic, { minLength: 1, maxLength: 5 }),
  payload: fc.uint8Array({ maxLength: 300 }),
  contentType: fc.option(fc.constant('text/plain'), { nil: undefined }),
  from: fc.nat(1000),
  ids: fc.array(fc.integer({ min: 1, max: 65_535 }), { minLength: 1, maxLength: 40 }),
});

test('writes the same bytes as mqtt.js, packet by packet', () => {
  fc.assert(
    fc.property(plans, ({ version, qos, retain, topics, payload, contentType, from, ids }) => {
      const isTyped = version === 5 && contentType !== undefined;
      const properties: Property[] = isTyped ? [{ name: 'contentType', value: contentType }] : [];
      const run = new PublishRun({ ...REQUEST, payload, qos, retain, properties }, topics);
      expect(run.isFor(lineOf(version))).toBe(true);
      const theirs = ids.map((messageId, at) =>
        mqttPacket.generate(
          {
            cmd: 'publish',
            topic: topics[(from + at) % topics.length] ?? '',
            payload: Buffer.from(payload),
            qos,
            retain,
            dup: false,
            ...(qos > 0 && { messageId }),
            ...(isTyped && { properties: { contentType } }),
          },
          { protocolVersion: version },
        ),
      );
      expect(run.fitting(from, ids.length)).toBe(ids.length);
      const bytes = run.bytes(from, ids.length, ids);
      expect(Buffer.from(bytes).equals(joined(theirs))).toBe(true);
    }),
    { numRuns: tries(300) },
  );
});

test('groups as many messages as the capture accepts at once, at least one', () => {
  const run = new PublishRun({ ...REQUEST, payload: new Uint8Array(1000) }, ['a', 'b']);
  expect(run.isFor(lineOf(4))).toBe(true);
  const count = run.fitting(0, 10_000);
  const bytes = run.bytes(0, 10_000, []);
  expect(bytes.length).toBe(count * packetSizeAt(bytes, 0, bytes.length));
  expect(bytes.length).toBeLessThan(66_000);
  const large = new PublishRun({ ...REQUEST, payload: new Uint8Array(100_000) }, ['a']);
  expect(large.isFor(lineOf(4))).toBe(true);
  expect(large.fitting(7, 10)).toBe(1);
});

test('sends messages that may be rejected, define an alias or are large one by one', () => {
  const isTogether = (
    more: Partial<PublishRequest>,
    line: OutboxLine = lineOf(5),
    topics = ['a', 'b'],
  ): boolean => new PublishRun({ ...REQUEST, ...more }, topics).isFor(line);
  expect(isTogether({})).toBe(true);
  expect(isTogether({}, lineOf(5), ['a', 'b/#'])).toBe(false);
  expect(isTogether({}, lineOf(5), ['a', ''])).toBe(false);
  expect(isTogether({ properties: [{ name: 'topicAlias', value: 1 }] })).toBe(false);
  expect(isTogether({ qos: 2 }, lineOf(5, [{ name: 'maximumQoS', value: 1 }]))).toBe(false);
  expect(isTogether({ retain: true }, lineOf(5, [{ name: 'retainAvailable', value: 0 }]))).toBe(
    false,
  );
  const small = lineOf(5, [{ name: 'maximumPacketSize', value: 9 }]);
  expect(isTogether({}, small)).toBe(true);
  expect(isTogether({ payload: new Uint8Array(4) }, small)).toBe(false);
  expect(isTogether({ payload: new Uint8Array(600_000) })).toBe(false);
  // The topic cannot be encoded.
  expect(isTogether({}, lineOf(5), ['a', '\ud800'])).toBe(false);
});

test('each connection has its own form of the packets', () => {
  const run = new PublishRun(REQUEST, ['a']);
  for (const version of [4, 5] as const) {
    expect(run.isFor(lineOf(version))).toBe(true);
    const result = decode(run.bytes(0, 1, []), version, 'client');
    expect(result).toMatchObject({ ok: true, packet: { topic: 'a', payload: REQUEST.payload } });
  }
});
