/** MQTT's forbidden strings never reach the broker: the client receives a return code instead. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { TYPE_NUMBERS } from '../snFrame.ts';
import type { SnMessage } from '../snMessage.ts';
import { CONNACK, connect, GatewayScene } from './gateway.testkit.ts';

const { connack, regack, suback, puback, unsuback } = {
  connack: { type: 'connack', returnCode: 3 },
  regack: { type: 'regack', topicId: 0, messageId: 7, returnCode: 3 },
  suback: { type: 'suback', qos: 0, topicId: 0, messageId: 7, returnCode: 2 },
  puback: { type: 'puback', topicId: 0, messageId: 7, returnCode: 2 },
  unsuback: { type: 'unsuback', messageId: 7 },
} as const;

/** A datagram of up to 255 bytes, or one with the long form of its length. */
function datagram(type: SnMessage['type'], body: readonly number[]): Uint8Array {
  const short = body.length + 2;
  const length = short <= 255 ? [short] : [1, (short + 2) >> 8, (short + 2) & 0xff];
  return Uint8Array.of(...length, TYPE_NUMBERS[type], ...body);
}

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];

/** Bytes that MQTT forbids in every string. */
const FORBIDDEN: readonly [string, readonly number[]][] = [
  ['only U+0000 [MQTT-1.5.4-2]', [0]],
  ['U+0000 between letters [MQTT-1.5.4-2]', utf8('a\0b')],
  ['U+0000 at the end [MQTT-1.5.4-2]', utf8('a\0')],
  ['a surrogate [MQTT-1.5.4-1]', [0x61, 0xed, 0xa0, 0x80]],
  ['a pair of surrogates, as CESU-8 has them [MQTT-1.5.4-1]', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
  ['an overlong U+0000', [0x61, 0xc0, 0x80]],
  ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
  ['a character that is cut off', [0x61, 0xe2, 0x82]],
];

describe('the gateway rejects', () => {
  it.each(FORBIDDEN)('a client identifier with %s', (_name, text) => {
    const scene = new GatewayScene();
    scene.bytes(datagram('connect', [0x04, 1, 0, 60, ...text]));
    expect(scene.heard()).toEqual([connack]);
    expect(scene.forwarded()).toEqual([]);
    expect(scene.gateway.clients).toBe(0);
    expect(scene.events).toMatchObject([{ kind: 'refused', why: 'protocol' }]);
  });

  it.each(FORBIDDEN)('a will topic, REGISTER, SUBSCRIBE and UNSUBSCRIBE with %s', (_name, text) => {
    const joining = new GatewayScene();
    joining.say(connect({ will: true }));
    joining.bytes(datagram('willtopic', [0, ...text]));
    expect(joining.heard()).toEqual([{ type: 'willtopicreq' }, connack]);
    expect(joining.forwarded()).toEqual([]);

    const scene = new GatewayScene();
    scene.join();
    scene.bytes(datagram('register', [0, 0, 0, 7, ...text]));
    scene.bytes(datagram('subscribe', [0x20, 0, 7, ...text]));
    scene.bytes(datagram('unsubscribe', [0, 0, 7, ...text]));
    expect(scene.heard()).toEqual([regack, suback, unsuback]);
    expect(scene.forwarded()).toEqual([]);
  });

  it('the datagram that a property test found in its first run without a fixed seed', () => {
    const scene = new GatewayScene();
    scene.bytes(Uint8Array.of(7, TYPE_NUMBERS.connect, 0, 1, 0, 0, 0));
    expect(scene.heard()).toEqual([connack]);
    expect(scene.forwarded()).toEqual([]);
  });

  it.each([
    ['U+0000', 0x0000],
    ['U+0000 at the end', 0x6100],
    ['+', 0x2b2f],
    ['#', 0x2f23],
    ['octets that are not UTF-8', 0xff41],
  ])('PUBLISH to two letters with %s, with and without a session', (_name, id) => {
    const scene = new GatewayScene();
    scene.bytes(datagram('publish', [0x62, id >> 8, id & 0xff, 0, 0, 1]));
    expect(scene.forwarded()).toEqual([]);
    scene.join();
    scene.bytes(datagram('publish', [0x22, id >> 8, id & 0xff, 0, 7, 1]));
    expect(scene.heard()).toEqual([{ ...puback, topicId: id }]);
    expect(scene.forwarded()).toEqual([]);
  });

  it('PUBREL without a message identifier, which would be packet identifier 0 [MQTT-2.2.1-3]', () => {
    const scene = new GatewayScene();
    scene.join();
    scene.bytes(datagram('pubrel', [0, 0]));
    expect(scene.heard()).toEqual([{ type: 'pubcomp', messageId: 0 }]);
    expect(scene.forwarded()).toEqual([]);
  });
});

it('sends the broker only valid MQTT, whatever strings a client sends', () => {
  const unit = fc.oneof(
    fc.constantFrom('\0', '+', '#', '/', '$', '$share/', '\u0001', '\u007f', '\ufeff', '\uffff'),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  const text = fc.oneof(
    fc.array(unit, { maxLength: 5 }).map((parts) => utf8(parts.join(''))),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => [...bytes]),
    fc.constantFrom(250, 300).map((length) => utf8('x'.repeat(length))),
  );
  const flags = fc.nat(255);
  const id = fc.constantFrom([0, 0], [0, 7], [0xff, 0xff]);
  const said = fc.oneof(
    fc.tuple(flags, text).map(([flag, rest]) => datagram('connect', [flag, 1, 0, 60, ...rest])),
    fc.tuple(flags, text).map(([flag, rest]) => datagram('willtopic', [flag, ...rest])),
    text.map((rest) => datagram('willmsg', rest)),
    fc.tuple(id, text).map(([number, rest]) => datagram('register', [0, 0, ...number, ...rest])),
    fc
      .tuple(fc.constantFrom('subscribe', 'unsubscribe'), flags, id, text)
      .map(([type, flag, number, rest]) => datagram(type, [flag, ...number, ...rest])),
    fc
      .tuple(flags, fc.nat(0xffff), id)
      .map(([flag, topic, number]) =>
        datagram('publish', [flag, topic >> 8, topic & 0xff, ...number, 1]),
      ),
    fc
      .tuple(fc.constantFrom('pubrec', 'pubrel', 'pubcomp'), id)
      .map(([type, number]) => datagram(type, number)),
    text.map((rest) => datagram('pingreq', rest)),
  );
  fc.assert(
    fc.property(fc.array(said, { maxLength: 12 }), fc.boolean(), (datagrams, isIn) => {
      const scene = new GatewayScene();
      if (isIn) scene.join();
      for (const bytes of datagrams) {
        // The scene decodes the broker's input strictly, and throws on errors.
        scene.bytes(bytes);
        for (const packet of scene.forwarded()) {
          if (packet !== 'end' && packet.type === 'connect') scene.answer(CONNACK);
        }
      }
      expect(scene.gateway.clients).toBeLessThanOrEqual(1);
    }),
    { numRuns: tries(1_200) },
  );
});
