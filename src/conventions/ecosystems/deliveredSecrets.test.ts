import { describe, expect, it } from 'vitest';
import { oneCharacterEach } from '../../base/bytes.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { dissect } from '../../mqtt/dissect/dissect.ts';
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import { CONVENTIONS } from '../conventions.ts';
import { CONVENTIONS_LATER } from '../conventionsLater.ts';

const publishOf = (topic: string, message: string): PublishPacket => ({
  type: 'publish',
  topic,
  qos: 1,
  packetId: 7,
  retain: false,
  dup: false,
  payload: encodeUtf8(message),
  properties: [],
});

describe.each([
  ['the command line', CONVENTIONS],
  ['the app', CONVENTIONS_LATER],
])('%s', (_where, { secrets }) => {
  const shown = (topic: string, message: string) =>
    decodeUtf8(secrets.maskMessage(topic, encodeUtf8(message)));

  const DELIVERED: readonly (readonly [topic: string, message: string])[] = [
    ['$aws/certificates/create/json/accepted', '{"certificateId":"ab","privateKey":"secret"}'],
    [
      '$aws/certificates/create-from-csr/json/accepted',
      '{"certificateId":"ab","certificateOwnershipToken":"secret"}',
    ],
    [
      '$aws/provisioning-templates/fleet/provision/json',
      '{"certificateOwnershipToken":"secret","parameters":{"Serial":"ab"}}',
    ],
    ['v1/devices/me/claim', '{"id":"ab","secretKey":"secret"}'],
    ['v1/gateway/claim', '{"ab":{"secretKey":"secret"}}'],
    ['/provision/request', '{"deviceName":"ab","provisionDeviceSecret":"secret"}'],
    ['/provision/response', '{"status":"ab","credentialsValue":"secret"}'],
    ['/ext/register', '{"deviceName":"ab","deviceSecret":"secret"}'],
  ];

  it.each(DELIVERED)('hides only the secret on %s', (topic, message) => {
    expect(shown(topic, message)).toBe(message.replace('"secret"', '"******"'));
  });

  /** The packet as shown if only its first bytes are captured, with the topic or only an alias of it. */
  function cutAfter(end: number, packet: PublishPacket, aliased?: string): Uint8Array {
    const bytes = encode(packet, 5).subarray(0, end);
    const dissection = dissect(bytes, { version: 5, sender: 'server', topicAlias: () => aliased });
    return secrets.mask(bytes, dissection, aliased) ?? bytes;
  }

  it.each(DELIVERED)('hides only the secret on %s in incomplete packets', (topic, message) => {
    const hidden = message.replace('"secret"', '"******"');
    for (const aliased of [undefined, topic]) {
      const properties = [{ name: 'topicAlias', value: 3 } as const];
      const of = (text: string): PublishPacket => ({
        ...publishOf(aliased === undefined ? topic : '', text),
        properties,
      });
      const whole = encode(of(hidden), 5);
      const first = whole.length - message.length + message.indexOf('"secret"') + 1;
      for (let end = first + 1; end <= whole.length; end += 1)
        expect(cutAfter(end, of(message), aliased)).toEqual(whole.subarray(0, end));
    }
  });

  /** The first letter of the secret's name as an escape. */
  const escaped = (message: string): string =>
    message.replace(/"(\w)(\w+)":"secret"/, (_, first: string, rest: string) => {
      const digits = first.charCodeAt(0).toString(16).padStart(4, '0');
      return `"\\u${digits}${rest}":"secret"`;
    });

  it.each(DELIVERED)('hides the secret on %s although its name is escaped', (topic, message) => {
    const spelled = escaped(message);
    expect(spelled).not.toBe(message);
    const hidden = spelled.replace('"secret"', '"******"');
    expect(shown(topic, spelled)).toBe(hidden);
    const from = spelled.indexOf('"secret"') + 1;
    for (let end = from; end < spelled.length; end += 1)
      expect(shown(topic, spelled.slice(0, end))).toBe(hidden.slice(0, end));
    // Parsing keeps the last of repeated members.
    const twice = `[${message},${spelled},${message.replace('"secret"', '7')}]`;
    expect(shown(topic, twice)).not.toMatch(/secret"[,}]|:7/);
    expect(shown(topic, JSON.stringify({ data: message }))).not.toContain('secret\\"');
    expect(shown(topic, JSON.stringify({ data: spelled }))).not.toContain('secret\\"');
  });

  it.each(DELIVERED)(
    'hides the secret on %s if the topic contains half of the packet identifier',
    (topic, message) => {
      // The other half and the brace are the apparent packet identifier.
      expect(shown(`${topic}\u0001`, message.slice(1))).not.toContain('secret"');
    },
  );

  it.each(DELIVERED)('hides the secret on %s if the topic swallows more', (topic, message) => {
    for (const between of ['\u0001\u0001', 'ab', 'ab\u0003#\u0001\u0001']) {
      for (const end of [1, 3, 8])
        expect(shown(topic + between + message.slice(0, end), message.slice(end))).not.toContain(
          'secret"',
        );
    }
  });

  it.each(DELIVERED)('hides the secret on %s in pieces of WebSocket frames', (topic, message) => {
    for (const end of [3, 5, 8].map((before) => message.indexOf('"secret"') - before)) {
      const [begin, rest] = [message.slice(0, end), message.slice(end)].map(encodeUtf8);
      const framed = Uint8Array.of(...(begin ?? []), 0x82, 0x20, ...(rest ?? []));
      for (const named of [topic, ''])
        expect(oneCharacterEach(secrets.maskMessage(named, framed))).not.toContain('"secret"');
    }
  });

  it.each(DELIVERED)('hides the secret on %s if the properties are malformed', (topic, message) => {
    const bytes = encode(publishOf(topic, message), 5);
    for (const wrong of [2, 100]) {
      const changed = bytes.slice();
      changed[4 + topic.length + 2] = wrong;
      const dissection = dissect(changed, { version: 5, sender: 'server' });
      const masked = secrets.mask(changed, dissection, undefined) ?? changed;
      expect(decodeUtf8(masked)).not.toContain('secret"');
    }
  });

  it.each(DELIVERED)('hides the secret of a will on %s', (topic, message) => {
    const of = (text: string): Uint8Array =>
      encode(
        {
          type: 'connect',
          protocolName: 'MQTT',
          protocolLevel: 5,
          cleanStart: true,
          keepAlive: 60,
          clientId: 'ab',
          properties: [],
          will: {
            topic,
            payload: encodeUtf8(text),
            qos: 0,
            retain: false,
            properties: [],
          },
        },
        5,
      );
    const bytes = of(message);
    const dissection = dissect(bytes, { version: 5, sender: 'client' });
    const hidden = of(message.replace('"secret"', '"******"'));
    expect(secrets.mask(bytes, dissection, undefined)).toEqual(hidden);
  });

  it.each([
    '$aws/things/a/shadow/update',
    'v1/devices/me/telemetry',
    'v1/gateway/telemetry',
    'a/claim',
  ])('shows everything on %s', (topic) => {
    const message = '{"secretKey":"secret","privateKey":"secret"}';
    expect(shown(topic, message)).toBe(message);
  });

  it.each(['$aws/certificates/create/cbor/accepted', ''])(
    'hides a message in CBOR on "%s" as a whole',
    (topic) => {
      const message = encodeUtf8('certificateOwnershipTokenfsecret');
      const hidden = secrets.maskMessage(topic, message);
      expect(decodeUtf8(hidden)).toBe('*'.repeat(message.length));
    },
  );
});
