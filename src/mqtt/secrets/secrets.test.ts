/** Which bytes are overwritten, by example. */
import { describe, expect, it, test } from 'vitest';
import { oneCharacterEach } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../codec/encode.ts';
import { dissect } from '../dissect/dissect.ts';
import { isFullyMasked, isOnlyMask } from '../framing/masking.ts';
import { isTlsRecord, otherProtocol } from '../framing/otherProtocol.ts';
import { peekPublish } from '../framing/peek.ts';
import type { ConnectPacket, PublishPacket } from '../tables/packet.ts';
import type { Property } from '../tables/properties.ts';
import { doubtedRanges } from './framingTrust.ts';
import { lookAlike } from './lookAlikes.ts';
import { isDoubtfulBeginning } from './packetTrust.ts';
import { mayHoldSecretProperty } from './secretProperties.ts';
import { Secrets } from './secrets.ts';

/** Topics below `$secret/` deliver a secret in the second and third byte. */
const secrets = new Secrets([
  { beginnings: ['$secret/'], secretsIn: () => [{ offset: 1, length: 2 }] },
]);
const CONNECT = '\u0004MQTT\u0004\u00c2';

const publish = (more: Partial<PublishPacket> = {}): PublishPacket => ({
  type: 'publish',
  dup: false,
  qos: 0,
  retain: false,
  topic: 'a',
  properties: [],
  payload: encodeUtf8('hello'),
  ...more,
});
const connect = (userName: string): ConnectPacket => ({
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 60,
  clientId: 'c',
  properties: [],
  userName,
});

/** The packet as text, with secrets overwritten. */
function masked(packet: ConnectPacket | PublishPacket, topic?: string): string {
  const bytes = encode(packet, 5);
  const dissection = dissect(bytes, { version: 5, sender: 'client' });
  return oneCharacterEach(secrets.mask(bytes, dissection, topic, 'good') ?? bytes);
}

describe('masking', () => {
  it.each([
    ['device', 'device'],
    ['device?x=1&token=abc&sig=d', 'device?x=1&token=***&sig=*'],
    ['device?SharedAccessSignature=ab%20&se=1', 'device?SharedAccessSignature=*****&se=1'],
    ['device?token=&x=1', 'device?token=&x=1'],
  ])('hides tokens in a user name: %s', (userName, wanted) => {
    expect(masked(connect(userName))).toMatch(
      new RegExp(`\\0.${wanted.replace(/[?*]/g, '\\$&')}$`, 's'),
    );
  });

  it('hides values of user properties with secret names', () => {
    const properties: readonly Property[] = [
      { name: 'userProperty', value: ['api-key', 'abc'] },
      { name: 'userProperty', value: ['site', 'north'] },
      { name: 'userProperty', value: ['Authorization', ''] },
      { name: 'userProperty', value: ['my-token', 'xyz'] },
    ];
    const text = masked(publish({ properties }));
    for (const part of [
      'api-key\0\u0003***',
      'site\0\u0005north',
      'my-token\0\u0003***',
      'hello',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('hides messages on certain topics', () => {
    expect(masked(publish({ topic: '$secret/x' }))).toMatch(/h\*\*lo$/);
    expect(masked(publish({ topic: '$secrets' }))).toMatch(/hello$/);
    // The end of the topic may be in the message.
    expect(masked(publish({ topic: '$secre' }))).toMatch(/h\*\*lo$/);
    const properties = [{ name: 'topicAlias', value: 1 }] as const;
    const aliased = publish({ topic: '', properties });
    expect(masked(aliased, '$secret/x')).toMatch(/h\*\*lo$/);
    expect(masked(aliased, 'a')).toMatch(/hello$/);
    // The alias may refer to a topic that delivers secrets.
    expect(masked(aliased)).toMatch(/h\*\*lo$/);
  });

  it('hides the rest of a message from an apparent packet on', () => {
    const payload = encodeUtf8(`ab${CONNECT}secret`);
    expect(masked(publish({ payload }))).toMatch(/ab\*{14}$/);
    const own = (topic: string, text: string) =>
      oneCharacterEach(secrets.maskMessage(topic, encodeUtf8(text)));
    expect(own('a', `ab${CONNECT}secret`)).toBe(`ab${'*'.repeat(14)}`);
    expect(own('$secret/', `abcd${CONNECT}`)).toBe(`a**d${'*'.repeat(8)}`);
    expect(own('a', 'abcd')).toBe('abcd');
  });

  it('hides the message of a packet inside a message', () => {
    const own = (text: string) =>
      oneCharacterEach(secrets.maskMessage('a', encodeUtf8(`b\0\0c0\u000f\0\u0008${text}`)));
    expect(own('$secret/hello')).toBe(`b\0\0c0\u000f\0\u0008${'*'.repeat(13)}`);
    // The same beginning, which may be a topic that was cut.
    expect(own('$sea')).toBe(`b\0\0c0\u000f\0\u0008****`);
    expect(own('$open/hello')).toMatch(/hello$/);
  });

  it.each([
    ['read as the length of the properties', 5, '0*\0\u0003a0M\0', '\u0008$secret/hello'],
    ['read so after an identifier', 5, '2*\0\u0001a0M\0', '\u0008$secret/hello'],
    ['read as the end of an identifier', 4, '2*\0\u0002a0M\0', '\u0008$secret/hello'],
    ['zero', 4, '0*\0\u0003a0M', '\0\0$secret/hello'],
  ] as const)(
    'hides the message of a packet inside whose topic length is %s',
    (_, version, before, message) => {
      const bytes = encodeUtf8(before + message);
      bytes[1] = bytes.length - 2;
      const dissection = dissect(bytes, { version, sender: 'server' });
      expect([dissection.problems, secrets.areNotIn(bytes, version)]).toEqual([[], false]);
      const text = oneCharacterEach(secrets.mask(bytes, dissection, '', 'good') ?? bytes);
      expect(text.slice(2)).toBe(
        before.slice(2) + message.replace('$secret/hello', '*'.repeat(13)),
      );
    },
  );

  it('hides the rest of a CONNECT whose first byte is that of PUBLISH', () => {
    const own = (topic: string, text: string) =>
      oneCharacterEach(secrets.maskMessage(topic, encodeUtf8(text)));
    const rest = '\u0004\u0002\u0000<\u0000\u0001a\u0000\u0006secret';
    expect(own('MQTT', rest)).toBe('*'.repeat(rest.length));
    expect(own('MQ', `TT${rest}`)).toBe('*'.repeat(rest.length + 2));
    expect(own('MQTT', 'a text')).toBe('a text');
    expect(own('MQTT/a', 'b\u0000c')).toBe('b\u0000c');
  });
});

describe('a PUBLISH without secrets', () => {
  const isFree = (
    packet: PublishPacket,
    version: 4 | 5 = 4,
    change?: (bytes: Uint8Array) => void,
  ) => {
    const bytes = encode(packet, version);
    change?.(bytes);
    return secrets.areNotIn(bytes, version);
  };

  it('is recognised at little cost', () => {
    expect([isFree(publish()), isFree(publish(), 5)]).toEqual([true, true]);
    expect(isFree(publish({ topic: 'täter', qos: 1, packetId: 1 }))).toBe(true);
    expect(isFree(publish({ topic: '$secrets' }))).toBe(true);
  });

  it('has no properties, special topic, broken bytes or other packet inside', () => {
    const properties = [{ name: 'payloadFormatIndicator', value: 1 }] as const;
    expect(isFree(publish({ properties }), 5)).toBe(false);
    expect(isFree(publish({ topic: '$secret/' }))).toBe(false);
    expect(isFree(publish({ topic: '$secre' }))).toBe(false);
    expect(isFree(publish({ payload: encodeUtf8('0\u0013\0\u0008$secret/hello') }))).toBe(false);
    expect(isFree(publish({ payload: encodeUtf8('$secret/hello') }))).toBe(false);
    expect(isFree(publish({ payload: encodeUtf8(CONNECT) }))).toBe(false);
    expect(isFree(publish({ topic: 'ab' }), 4, (bytes) => bytes.set([0], 5))).toBe(false);
    expect(isFree(publish({ topic: 'ab' }), 4, (bytes) => bytes.set([0xff], 5))).toBe(false);
    expect(isFree(publish({ qos: 2, packetId: 1 }), 4, (bytes) => bytes.set([0x36], 0))).toBe(
      false,
    );
    expect(isFree(publish(), 4, (bytes) => bytes.set([7], 1))).toBe(false);
  });
});

test.each<[readonly Property[], boolean]>([
  [[], false],
  [[{ name: 'contentType', value: 'token' }], false],
  [[{ name: 'userProperty', value: ['site', 'token'] }], false],
  [[{ name: 'userProperty', value: ['x-token', 'v'] }], true],
  [
    [
      { name: 'messageExpiryInterval', value: 5 },
      { name: 'userProperty', value: ['site', 'n'] },
      { name: 'userProperty', value: ['Password', 'v'] },
    ],
    true,
  ],
])('finds possible secrets in properties: %j', (properties, wanted) => {
  const bytes = encode(publish({ properties }), 5);
  expect(mayHoldSecretProperty(bytes, peekPublish(bytes)?.bodyOffset ?? 0)).toBe(wanted);
});

test.each([
  ['an unknown property', [2, 0x7f, 0]],
  ['a property of another packet', [3, 0x21, 0, 1]],
  ['a property beyond the end', [2, 0x26, 0]],
  ['a length beyond the end', [9, 1, 1]],
  ['an endless length', [0xff, 0xff, 0xff, 0xff, 1]],
])('so may unreadable properties: %s', (_what, properties) => {
  expect(mayHoldSecretProperty(Uint8Array.from(properties), 0)).toBe(true);
});

test('a text with a request is found from its start', () => {
  const at = (text: string) => lookAlike(encodeUtf8(text));
  expect(at('\u0001GET /a HTTP/1.1\r\n')).toBe(1);
  expect(at('GET /a http/1.0\r\n')).toBe(0);
  expect(at('\u0001\u0002Host: a\r\n\tb\r\nGET /a HTTP/1.1\r\n')).toBe(2);
  expect(at('GET /a HTTP/1.1')).toBeUndefined();
  expect(at(`ab${CONNECT}`)).toBe(2);
  expect(at('ab\u0015\0\u0005PLAIN\u0016\0\u0001x')).toBe(2);
  expect(lookAlike(encodeUtf8('ab\u0015\0\u0005PLAIN\u0016\0\u0001x'), false)).toBeUndefined();
});

test.each([
  ['a ping', [0xd0, 0], []],
  ['a PUBACK', [0x40, 2, 0, 1], []],
  ['a PUBREL', [0x62, 2, 1, 0], []],
  ['a ping with a wrong length', [0xd0, 1], [[0, 2]]],
  ['another type', [0xe0, 0], [[0, 2]]],
  ['an answer without an identifier', [0x40, 2, 0, 0], [[0, 4]]],
  ['wrong flags', [0x60, 2, 0, 1], [[0, 4]]],
  ['a short packet', [0x30, 2, 0, 0], [[0, 4]]],
  ['a long packet', [0x30, 3, 0, 1, 0x61], [[2, 3]]],
  ['a long packet with a wrong length', [0x30, 4, 0, 1, 0x61], [[0, 5]]],
])(
  'after framing is lost, %s is masked unless it has no room for a secret',
  (_, packet, ranges) => {
    const found = doubtedRanges(Uint8Array.from(packet), 'lost');
    expect(found.map(({ offset, length }) => [offset, length])).toEqual(ranges);
  },
);

test('the fixed header of a doubtful packet stays', () => {
  const ranges = (...packet: number[]) => doubtedRanges(Uint8Array.from(packet), 'doubtful');
  expect(ranges(0x30, 4, 0, 1, 0x61)).toEqual([{ offset: 2, length: 3 }]);
  expect(ranges(0x30, 0x81, 1, 0, 1, 0x61)).toEqual([{ offset: 3, length: 3 }]);
  expect(ranges(0xd0, 0)).toEqual([]);
});

test.each([
  ['with a password at its end', 'out', '0\u0000\u0003ann\u0000\u0004pass', true],
  ['with a password longer than 31 bytes', 'out', `0\u0000\u0003ann\u0000(${'p'.repeat(40)}`, true],
  ['with text at its end', 'out', '{"t": 21.5, "unit": "C"', false],
  ['with a number in front of too much text', 'out', '\u0000\u0003pass', false],
  ['with no more than the topic', 'out', '', false],
  ['of a server', 'in', '0\u0000\u0003ann\u0000\u0004pass', false],
] as const)('the beginning of a message %s may hide a secret: %s', (_, way, rest, isDoubtful) => {
  const bytes = encodeUtf8(`0\u007f\u0000\u0003a/b${rest}`);
  const sender = way === 'out' ? 'client' : 'server';
  expect(isDoubtfulBeginning(bytes, [], sender, 4)).toBe(isDoubtful);
});

test('a masked packet is not decoded', () => {
  expect(isOnlyMask(encodeUtf8('***'))).toBe(true);
  expect(['', '**x', 'x**'].map((text) => isOnlyMask(encodeUtf8(text)))).toEqual([
    false,
    false,
    false,
  ]);
  expect(isFullyMasked(encodeUtf8('0\u0003***'))).toBe(true);
  expect(isFullyMasked(encodeUtf8('0\u0003**x'))).toBe(false);
  expect(isFullyMasked(encodeUtf8('***'))).toBe(true);
});

test('another protocol is recognised by its first bytes', () => {
  expect([0x14, 0x15, 0x16, 0x17].map((type) => isTlsRecord(Uint8Array.of(type, 3, 1)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isTlsRecord(Uint8Array.of(0x16, 2))).toBe(false);
  expect(otherProtocol(encodeUtf8('HTTP/1.1 400 Bad Request\r\nA: b'))).toEqual({
    what: 'http',
    line: 'HTTP/1.1 400 Bad Request',
  });
  expect(otherProtocol(encodeUtf8('SSH-2.0-x\r\n'))).toEqual({ what: 'text', line: 'SSH-2.0-x' });
  expect(otherProtocol(encodeUtf8('****'))).toBeUndefined();
  expect(otherProtocol(encodeUtf8('abc\n'))).toBeUndefined();
  expect(otherProtocol(Uint8Array.of(0x20, 2, 0, 0))).toBeUndefined();
});
