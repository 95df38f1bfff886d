import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../codec/encode.ts';
import { arbitraryPublish, arbitrarySent } from '../tables/packet.testkit.ts';
import { propertyValue } from '../tables/properties.ts';
import {
  connectVersion,
  headerLength,
  isPadded,
  payloadOffset,
  payloadStart,
  peekFlags,
  peekPacketId,
  peekPayload,
  peekPublish,
  peekTopicAlias,
  peekType,
} from './peek.ts';

// Property tests are slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

describe('peeking into a packet', () => {
  it('gives the same values as decoding', () => {
    fc.assert(
      fc.property(arbitrarySent, ({ version, packet }) => {
        const data = encode(packet, version);
        expect(peekType(data)).toBe(packet.type);
        expect(peekPacketId(data)).toBe('packetId' in packet ? packet.packetId : undefined);
        expect(connectVersion(data)).toBe(packet.type === 'connect' ? version : undefined);
      }),
      { numRuns: tries(1000) },
    );
  });

  it('finds topic and payload of a PUBLISH', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          ...([3, 4, 5] as const).map((version) =>
            fc.record({ version: fc.constant(version), packet: arbitraryPublish(version) }),
          ),
        ),
        ({ version, packet }) => {
          const data = encode(packet, version);
          const parts = peekPublish(data);
          if (!parts) throw new Error('it was not found');
          const { topicOffset, topicLength, qos, dup, retain } = parts;
          const topic = data.subarray(topicOffset, topicOffset + topicLength);
          expect({ qos, dup, retain, topic: decodeUtf8(topic) }).toEqual({
            qos: packet.qos,
            dup: packet.dup,
            retain: packet.retain,
            topic: packet.topic,
          });
          expect(data.subarray(payloadOffset(data, parts, version))).toEqual(packet.payload);
          if (version < 5) return;
          expect(peekTopicAlias(data, parts)).toBe(propertyValue(packet.properties, 'topicAlias'));
          // Cut anywhere, it gives the same parts or none.
          const cut = data.subarray(0, parts.bodyOffset + 3);
          expect([undefined, peekTopicAlias(data, parts)]).toContain(peekTopicAlias(cut, parts));
        },
      ),
      { numRuns: tries(300) },
    );
  });

  it('finds the same payload in a PUBLISH among other bytes, whole or broken', () => {
    const version = fc.constantFrom(3, 4, 5);
    const change = fc.tuple(fc.nat(12), fc.oneof(fc.nat(255), fc.constantFrom(0x80, 0xff)));
    fc.assert(
      fc.property(
        fc.oneof(arbitraryPublish(5), arbitraryPublish(4)),
        version,
        fc.array(change, { maxLength: 2 }),
        fc.nat(6),
        (packet, read, changes, cut) => {
          const data = encode(packet, packet.properties.length > 0 ? 5 : read);
          for (const [at, value] of changes) if (at < data.length) data[at] = value;
          const packetBytes = data.subarray(0, Math.max(0, data.length - (cut > 4 ? cut : 0)));
          const among = new Uint8Array(packetBytes.length + 8).fill(0x05);
          among.set(packetBytes, 3);
          const end = 3 + packetBytes.length;
          const start = payloadStart(among, 3, end, read);
          const found = start < 0 ? undefined : among.subarray(start, end);
          expect(found).toEqual(peekPayload(packetBytes, read));
        },
      ),
      { numRuns: tries(2000) },
    );
  });

  it.each([
    ['nothing', ''],
    ['one byte', '30'],
    ['an endless length', '30ffffffffff'],
    ['a topic that is cut off', '30ff010005616263'],
    ['an identifier that is cut off', '320400016100'],
  ])('never fails: %s', (_name, text) => {
    expect(peekPublish(bytes(text))).toBeUndefined();
    expect(peekPacketId(bytes(text))).toBeUndefined();
    expect(connectVersion(bytes(text))).toBeUndefined();
  });

  it('does not read beyond malformed properties', () => {
    const data = bytes('30060001617f0001');
    const parts = peekPublish(data);
    expect(parts && payloadOffset(data, parts, 5)).toBeUndefined();
    expect(parts && payloadOffset(data, parts, 4)).toBe(5);
  });

  it('reads a topic alias of two bytes among other properties', () => {
    const aliasOf = (properties: string) => {
      const list = (properties.length / 2).toString(16).padStart(2, '0') + properties;
      const length = (3 + list.length / 2).toString(16).padStart(2, '0');
      const data = bytes(`30${length}000161${list}`);
      const parts = peekPublish(data);
      return parts && peekTopicAlias(data, parts);
    };
    expect(aliasOf('231234')).toBe(0x1234);
    expect(aliasOf('2600016b000176' + '230001')).toBe(1);
    expect(aliasOf('0101' + '0200000005' + '23ff00')).toBe(0xff00);
    expect(aliasOf('0101')).toBeUndefined();
    expect(aliasOf('2600016b00ff23' + '230001')).toBeUndefined();
  });

  it('detects a remaining length that is longer than necessary', () => {
    const padded = ['308000', '30818000', '30ff00', '3081808000'];
    expect(padded.map((text) => isPadded(bytes(text)))).toEqual([true, true, true, true]);
    const shortest = ['3000', '307f', '308001', '30ff7f', '3080808001', '30', '30ff'];
    expect(shortest.filter((text) => isPadded(bytes(text)))).toEqual([]);
  });

  it('reads flags and the header’s length', () => {
    expect([
      peekFlags(bytes('3d00')),
      headerLength(bytes('308001')),
      headerLength(bytes('30')),
    ]).toEqual([0x0d, 3, 0]);
  });

  it('ignores the mark of a bridge on the protocol level', () => {
    expect(connectVersion(bytes('100c00044d5154548402003c0000'))).toBe(4);
    expect(connectVersion(bytes('100c00044d5154540602003c0000'))).toBeUndefined();
  });
});
