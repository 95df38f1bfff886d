import { describe, expect, it } from 'vitest';
import type { Packet, ProtocolVersion } from '../tables/packet.ts';
import { encode } from './encode.ts';

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const publish = {
  type: 'publish',
  dup: false,
  qos: 0,
  retain: false,
  topic: 'a',
  properties: [],
  payload: new Uint8Array(),
} as const;

describe('encoding rejects values that bytes cannot express', () => {
  it.each<[string, Packet]>([
    ['a text above 65,535 bytes (MQTT-1.5.4)', { ...publish, topic: 'ü'.repeat(32_768) }],
    ['a lone surrogate (MQTT-1.5.4-1)', { ...publish, topic: 'a\ud800' }],
    ['QoS 1 without a packet identifier (MQTT-2.2.1-3)', { ...publish, qos: 1 }],
    ['a packet identifier of 65,536', { type: 'puback', packetId: 65_536 }],
    ['a reason code of 256', { type: 'puback', packetId: 1, reasonCode: 256 }],
    [
      'a subscription identifier above 268,435,455',
      { ...publish, properties: [{ name: 'subscriptionIdentifier', value: 268_435_456 }] },
    ],
    [
      'half an interval',
      { ...publish, properties: [{ name: 'messageExpiryInterval', value: 0.5 }] },
    ],
    [
      'correlation data above 65,535 bytes',
      { ...publish, properties: [{ name: 'correlationData', value: new Uint8Array(65_536) }] },
    ],
  ])('%s', (_name, packet) => {
    expect(() => encode(packet, 5)).toThrow(RangeError);
  });
});

describe('encoding', () => {
  it('writes broken packets if bytes can express them', () => {
    expect(toHex(encode({ ...publish, topic: '' }, 4))).toBe('30020000');
    expect(toHex(encode({ type: 'puback', packetId: 0 }, 4))).toBe('40020000');
  });

  it('omits parts that the version lacks', () => {
    const properties = [{ name: 'topicAlias', value: 1 }] as const;
    expect(toHex(encode({ ...publish, properties }, 4))).toBe('3003000161');
    const puback = { type: 'puback', packetId: 1, reasonCode: 0x87, properties: [] } as const;
    expect(toHex(encode(puback, 4))).toBe('40020001');
  });

  it.each<[ProtocolVersion, string]>([
    [3, '6a020001'],
    [4, '62020001'],
    [5, '62020001'],
  ])('in version %i writes a repeated PUBREL as %s', (version, expected) => {
    expect(toHex(encode({ type: 'pubrel', packetId: 1, dup: true }, version))).toBe(expected);
  });

  it('writes a reason code of 0 if properties follow it', () => {
    const properties = [{ name: 'reasonString', value: 'x' }] as const;
    expect(toHex(encode({ type: 'disconnect', properties }, 5))).toBe('e00600041f000178');
  });
});
