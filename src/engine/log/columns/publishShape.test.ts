import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { decode } from '../../../mqtt/codec/decode.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import type { ProtocolVersion, PublishPacket } from '../../../mqtt/tables/packet.ts';
import { type Property, propertyValue } from '../../../mqtt/tables/properties.ts';
import { topicNameError } from '../../../mqtt/tables/topics.ts';
import { KnownProperties } from './knownProperties.ts';
import { publishShape } from './publishShape.ts';

const text = fc.string({ unit: 'binary', maxLength: 12 }).map((some) => some.replaceAll('\0', ''));
const property: fc.Arbitrary<Property> = fc.oneof(
  fc.record({ name: fc.constant('payloadFormatIndicator' as const), value: fc.nat(2) }),
  fc.record({ name: fc.constant('messageExpiryInterval' as const), value: fc.nat() }),
  fc.record({ name: fc.constant('contentType' as const), value: text }),
  fc.record({ name: fc.constant('responseTopic' as const), value: text }),
  fc.record({
    name: fc.constant('correlationData' as const),
    value: fc.uint8Array({ maxLength: 9 }),
  }),
  fc.record({ name: fc.constant('subscriptionIdentifier' as const), value: fc.nat(300) }),
  fc.record({ name: fc.constant('topicAlias' as const), value: fc.nat(3) }),
  fc.record({ name: fc.constant('userProperty' as const), value: fc.tuple(text, text) }),
);
const version = fc.constantFrom<ProtocolVersion>(3, 4, 5);
const publish = fc
  .record({
    type: fc.constant('publish' as const),
    dup: fc.boolean(),
    qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
    retain: fc.boolean(),
    topic: fc.oneof(text, fc.constantFrom('', 'a/b', 'a/+', '#')),
    packetId: fc.nat(3),
    properties: fc.array(property, { maxLength: 4 }),
    payload: fc.uint8Array({ maxLength: 200 }),
  })
  .map(({ packetId, ...packet }): PublishPacket => (packet.qos ? { ...packet, packetId } : packet));

/** Repeats the capture's judgement of a shape: a valid packet with a topic, or an alias for one. */
function isGood(bytes: Uint8Array, of: ProtocolVersion): boolean {
  const shape = publishShape(bytes, of, 'server');
  if (shape === undefined || shape.breaksRule) return false;
  const topic = decodeUtf8(bytes.subarray(shape.topicStart, shape.topicEnd));
  return topic === '' ? shape.topicAlias > 0 : topic !== undefined && !topicNameError(topic);
}

function hasNoOffence(bytes: Uint8Array, of: ProtocolVersion): boolean {
  const context = { version: of, sender: 'server', topicAlias: () => 'known' } as const;
  return dissect(bytes, context).problems.every((problem) => problem.severity === 'caution');
}

test('accepts the same packets as the dissector, with the same fields', () => {
  fc.assert(
    fc.property(publish, version, (packet, of) => {
      const bytes = encode(packet, of);
      const shape = publishShape(bytes, of, 'server');
      expect(isGood(bytes, of)).toBe(hasNoOffence(bytes, of));
      const decoded = decode(bytes, of, 'server');
      if (!decoded.ok || decoded.packet.type !== 'publish') return;
      const { topic, packetId = 0, payload, properties } = decoded.packet;
      expect({
        topic: decodeUtf8(bytes.subarray(shape?.topicStart, shape?.topicEnd)),
        packetId: shape?.packetId,
        payload: bytes.subarray(shape?.payloadStart),
        alias: shape?.topicAlias,
        contentType: shape?.contentType,
      }).toEqual({
        topic,
        packetId,
        payload,
        alias: propertyValue(properties, 'topicAlias') ?? 0,
        contentType: propertyValue(properties, 'contentType'),
      });
    }),
    { numRuns: tries(1_000) },
  );
});

test('checks a block of properties once, and only if it is complete', () => {
  const known = new KnownProperties();
  const message = (properties: readonly Property[], topic = 'a'): Uint8Array =>
    encode({ type: 'publish', dup: false, qos: 0, retain: false, topic, properties, payload }, 5);
  const payload = new Uint8Array([1, 2, 3]);
  const alias: Property = { name: 'topicAlias', value: 7 };
  const type: Property = { name: 'contentType', value: 'text/plain' };
  const first = publishShape(message([alias, type]), 5, 'server', known);
  const again = publishShape(message([alias, type], 'b/c'), 5, 'server', known);
  expect(again).toMatchObject({ topicAlias: 7, contentType: 'text/plain', breaksRule: false });
  expect(again?.payloadStart).toBe((first?.payloadStart ?? 0) + 2);
  expect(publishShape(message([type]), 5, 'server', known)).toMatchObject({ topicAlias: 0 });
  // 3.3.2.3.8: forbidden for a client, allowed for a server.
  const identifier: Property = { name: 'subscriptionIdentifier', value: 1 };
  const judged = (['server', 'client', 'server'] as const).map(
    (sender) => publishShape(message([identifier]), 5, sender, known)?.breaksRule,
  );
  expect(judged).toEqual([false, true, false]);
  const cut = message([alias, type]).slice(0, 12);
  cut[1] = 10;
  expect(publishShape(cut, 5, 'server', known)).toBeUndefined();
});

test('agrees with the dissector on packets with a changed byte', () => {
  fc.assert(
    fc.property(publish, version, fc.nat(), fc.nat(255), (packet, of, place, byte) => {
      const bytes = encode(packet, of);
      // Outside the fixed header, which framing checks before.
      const at = 2 + (place % (bytes.length - 2));
      if (bytes.length > 129) return;
      bytes[at] = byte;
      expect(isGood(bytes, of)).toBe(hasNoOffence(bytes, of));
    }),
    { numRuns: tries(2_000) },
  );
});
