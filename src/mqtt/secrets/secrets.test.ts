/** Which bytes are overwritten, by example. */
import { describe, expect, it, test } from 'vitest';
import { oneCharacterEach } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../codec/encode.ts';
import { dissect } from '../dissect/dissect.ts';
import { isTlsRecord, otherProtocol } from '../framing/otherProtocol.ts';
import type { ConnectPacket, PublishPacket } from '../tables/packet.ts';
import type { Property } from '../tables/properties.ts';
import { Secrets } from './secrets.ts';

/** Topics below `$secret/` deliver a secret in the second and third byte. */
const secrets = new Secrets([
  { beginnings: ['$secret/'], secretsIn: () => [{ offset: 1, length: 2 }] },
]);

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
  return oneCharacterEach(secrets.mask(bytes, dissection, topic) ?? bytes);
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

  it('hides a user name that looks generated in copies, if there is no password', () => {
    const token = 'A1_TEST-TOKEN2345678';
    const hidden = (packet: ConnectPacket, isCopy: boolean): readonly number[] => {
      const bytes = encode(packet, 5);
      const dissection = dissect(bytes, { version: 5, sender: 'client' });
      return secrets.ranges(bytes, dissection, undefined, isCopy).map(({ length }) => length);
    };
    expect(hidden(connect(token), true)).toEqual([token.length]);
    expect(hidden(connect(token), false)).toEqual([]);
    expect(hidden(connect('living-room'), true)).toEqual([]);
    expect(hidden({ ...connect(token), password: encodeUtf8('pw') }, true)).toEqual([2]);
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
    const properties = [{ name: 'topicAlias', value: 1 }] as const;
    const aliased = publish({ topic: '', properties });
    expect(masked(aliased, '$secret/x')).toMatch(/h\*\*lo$/);
    expect(masked(aliased, 'a')).toMatch(/hello$/);
    // The alias may refer to a topic that delivers secrets.
    expect(masked(aliased)).toMatch(/h\*\*lo$/);
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

  it('has no properties, special topic or wrong length', () => {
    const properties = [{ name: 'payloadFormatIndicator', value: 1 }] as const;
    expect(isFree(publish({ properties }), 5)).toBe(false);
    expect(isFree(publish({ topic: '$secret/' }))).toBe(false);
    expect(isFree(publish({ qos: 2, packetId: 1 }), 4, (bytes) => bytes.set([0x36], 0))).toBe(
      false,
    );
    expect(isFree(publish(), 4, (bytes) => bytes.set([7], 1))).toBe(false);
  });
});

const read = (bytes: Uint8Array, version: 4 | 5 = 5) => {
  const dissection = dissect(bytes, { version, sender: 'client' });
  return oneCharacterEach(secrets.mask(bytes, dissection, undefined) ?? bytes);
};

const CONNECT = encode({ ...connect('ann'), password: encodeUtf8('geheim') }, 5);

test.each([
  ['a CONNECT that is too short for its password', 1, 20, 9],
  ['a CONNECT that announces bytes after its password', 1, 40, 9],
  ['a client identifier with the password in it', 14, 12, 9],
  ['a reserved type', 0, 0x0a, 2],
])('hides everything in %s', (_, at, value, shown) => {
  const bytes = CONNECT.slice();
  bytes[at] = value;
  expect(read(bytes).slice(shown)).toBe('*'.repeat(bytes.length - shown));
});

it('hides bytes that no field explains', () => {
  const unknown = Uint8Array.from([0x30, 9, 0, 1, 0x61, 4, 0x7f, ...encodeUtf8('abcd').slice(1)]);
  expect(read(unknown).slice(7)).toBe('***');
  // The end of a cut property is missing.
  const cut = encode(
    publish({ properties: [{ name: 'userProperty', value: ['token', 'abc'] }] }),
    5,
  );
  expect(read(cut.subarray(0, cut.length - 6))).not.toContain('abc');
});

test('another protocol is recognised by its first bytes', () => {
  const isRecord = (type: number) => isTlsRecord(Uint8Array.of(type, 3, 1));
  expect([0x13, 0x14, 0x15, 0x16, 0x17, 0x18].filter(isRecord)).toEqual([0x14, 0x15, 0x16, 0x17]);
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
