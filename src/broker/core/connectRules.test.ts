/** Tests of CONNECT: its fields, and the answers apart from version and session. */

import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { ConnectPacket, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { administrationOf } from './administration.ts';
import { brief, connectPacket, Scene } from './broker.testkit.ts';

const NEWER: readonly ProtocolVersion[] = [4, 5];
const bytesOf = (text: string): readonly number[] => [
  ...Buffer.from(text.replaceAll(' ', ''), 'hex'),
];

/** `payload`: hexadecimal, with `WILL` for the length of MQTT 5's will properties. */
function connectBytes(version: ProtocolVersion, flags: number, payload: string): readonly number[] {
  const head = [0, 4, 0x4d, 0x51, 0x54, 0x54, version, flags, 0, 60];
  if (version === 5) head.push(0);
  const rest = bytesOf(payload.replace('WILL', version === 5 ? '00' : ''));
  return [0x10, head.length + rest.length, ...head, ...rest];
}

/** Returns whether the client was accepted and whether its connection ended. */
function answerTo(bytes: readonly number[], version: ProtocolVersion) {
  const wire = new Scene().open(version).sendBytes(bytes);
  const [answer] = wire.take();
  const isRefused =
    answer === undefined || (answer.type === 'connack' && answer.reasonCode >= 0x80);
  return { isRefused, isAnswered: answer !== undefined, isEnded: wire.isEnded };
}

const ID = '0001 63';
const WILL = 'WILL 0001 77 0001 78';
const USER = '0001 75';
const PASSWORD = '0001 70';

describe.each(NEWER)('CONNECT of level %i', (version) => {
  it.each([
    ['nothing but the client identifier', 0x02, ID],
    ['a will of QoS 2, retained', 0x36, `${ID} ${WILL}`],
    ['a user name and a password', 0xc2, `${ID} ${USER} ${PASSWORD}`],
  ])('with %s is accepted', (_name, flags, payload) => {
    expect(answerTo(connectBytes(version, flags, payload), version)).toEqual({
      isRefused: false,
      isAnswered: true,
      isEnded: false,
    });
  });

  it.each([
    ['a will that is missing [MQTT-3.1.2-9; 3.1.1: MQTT-3.1.2-9]', 0x06, ID],
    ['a will without its flag [MQTT-3.1.2-9; 3.1.1: MQTT-3.1.2-11]', 0x02, `${ID} ${WILL}`],
    ['a user name without its flag [MQTT-3.1.2-16; 3.1.1: MQTT-3.1.2-18]', 0x02, `${ID} ${USER}`],
    ['a password that is missing [MQTT-3.1.2-19; 3.1.1: MQTT-3.1.2-21]', 0xc2, `${ID} ${USER}`],
    ['no client identifier at all [MQTT-3.1.3-3; 3.1.1: MQTT-3.1.3-3]', 0x02, ''],
    ['a client identifier in no UTF-8 [MQTT-3.1.3-4; 3.1.1: MQTT-3.1.3-4]', 0x02, '0002 c328'],
    [
      'a will topic in no UTF-8 [MQTT-3.1.3-11; 3.1.1: MQTT-3.1.3-10]',
      0x06,
      `${ID} WILL 0002 c328 0001 78`,
    ],
    ['a user name in no UTF-8 [MQTT-3.1.3-12; 3.1.1: MQTT-3.1.3-11]', 0x82, `${ID} 0002 c328`],
    ['an empty will topic [MQTT-4.7.3-1]', 0x06, `${ID} WILL 0000 0000`],
  ])('with %s is closed', (_name, flags, payload) => {
    // Before MQTT 5 there is no answer.
    expect(answerTo(connectBytes(version, flags, payload), version)).toEqual({
      isRefused: true,
      isAnswered: version === 5,
      isEnded: true,
    });
  });

  it('has its fields in their order [MQTT-3.1.3-1; 3.1.1: MQTT-3.1.3-1]', () => {
    const seen: ConnectPacket[] = [];
    const scene = new Scene({
      hooks: {
        authenticate: (packet) => {
          seen.push(packet);
          return 'ok';
        },
      },
    });
    const payload = `${ID} ${WILL} ${USER} ${PASSWORD}`;
    scene.open(version).sendBytes(connectBytes(version, 0xc6, payload));
    const [{ clientId, userName, password, will } = connectPacket('')] = seen;
    expect([clientId, will?.topic, will && decodeUtf8(will.payload)]).toEqual(['c', 'w', 'x']);
    expect([userName, password && decodeUtf8(password)]).toEqual(['u', 'p']);
  });

  it('may have any identifier of 1 to 23 letters and digits, and others [MQTT-3.1.3-5; 3.1.1: MQTT-3.1.3-5]', () => {
    const characters = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const scene = new Scene();
    const identifiers = [
      ...characters.split(''),
      characters.slice(0, 23),
      characters.slice(39),
      'x'.repeat(500),
      'a/b+c#',
      '日本',
    ];
    for (const id of identifiers) expect(scene.connect(id, { version }).isEnded).toBe(false);
    expect(scene.broker.statistics.sessions).toBe(identifiers.length);
  });
});

describe('CONNECT above the maximum packet size', () => {
  it('is answered with 0x95 in MQTT 5, and closed in any version [MQTT-4.13.1-1]', () => {
    const scene = new Scene({ limits: { maximumPacketSize: 100 } });
    const answer = (version: ProtocolVersion) => {
      const bytes = encode(connectPacket('x'.repeat(100), { version }), version);
      const wire = scene.open(version).sendBytes(bytes.subarray(0, 40));
      return [wire.isEnded, wire.take()];
    };
    expect(answer(5)).toMatchObject([true, [{ type: 'connack', reasonCode: 0x95 }]]);
    expect(answer(4)).toEqual([true, []]);
  });
});

describe('a will that the server cannot accept', () => {
  const will = {
    topic: 'w',
    payload: encodeUtf8(''),
    qos: 1,
    retain: true,
    properties: [],
  } as const;

  it('for its QoS is rejected with 0x9B [MQTT-3.2.2-12]', () => {
    const wire = new Scene({ limits: { maximumQoS: 0 } }).open();
    wire.send(connectPacket('c', { will }));
    expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0x9b }]);
    expect(wire.isEnded).toBe(true);
  });

  it('for its RETAIN is rejected with 0x9A [MQTT-3.2.2-13]', () => {
    const wire = new Scene({ limits: { retainAvailable: false } }).open();
    wire.send(connectPacket('c', { will }));
    expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0x9a }]);
    expect(wire.isEnded).toBe(true);
  });
});

describe('response information', () => {
  it('is sent only to clients that request it [MQTT-3.1.2-28]', () => {
    const scene = new Scene();
    const information = (value?: number) => {
      const properties =
        value === undefined ? [] : ([{ name: 'requestResponseInformation', value }] as const);
      const { connack } = scene.connect('a/b#c', { properties });
      return propertyValue(connack?.properties, 'responseInformation');
    };
    expect([information(), information(0)]).toEqual([undefined, undefined]);
    expect(information(1)).toBe('response/a_b_c/');
  });
});

describe('a server reference', () => {
  const moved = { reasonCode: 0x9d, serverReference: 'other.example:1883' };
  const properties = [{ name: 'serverReference', value: 'other.example:1883' }];

  it('is sent in CONNACK and in DISCONNECT [4.11]', () => {
    const scene = new Scene({
      hooks: { authenticate: ({ clientId }) => (clientId === 'late' ? moved : 'ok') },
    });
    const late = scene.open().send(connectPacket('late'));
    expect(late.take()).toEqual([
      { type: 'connack', sessionPresent: false, reasonCode: 0x9d, properties },
    ]);
    const wire = scene.connect('c');
    administrationOf(scene.broker).disconnect('c', moved, scene.now);
    scene.collect();
    expect(wire.take()).toEqual([{ type: 'disconnect', reasonCode: 0x9d, properties }]);
    const bytes = encode(connectPacket('late', { version: 4 }), 4);
    expect(scene.open(4).sendBytes(bytes).take()).toMatchObject([{ reasonCode: 3 }]);
  });
});

describe.each(NEWER)('state that outlasts a connection, level %i', (version) => {
  it('includes its retained messages [3.1.1: MQTT-3.1.2-7]', () => {
    const scene = new Scene();
    const wire = scene.connect('c', { version }).publish('a', 'kept', { retain: true });
    wire.send({ type: 'disconnect' });
    const late = scene.connect('late', { version });
    late.subscribe('#');
    expect(late.takeMessages().map(brief)).toEqual(['a kept']);
  });

  it('includes no will without a will in CONNECT, and no retained one with RETAIN 0 [MQTT-3.1.2-14; 3.1.1: MQTT-3.1.2-12, 3.1.2-16]', () => {
    const scene = new Scene();
    const watcher = scene.connect('watcher', { version });
    watcher.subscribe('#');
    scene.connect('none', { version }).cut();
    expect(watcher.take()).toEqual([]);
    const payload = encodeUtf8('gone');
    const will = { topic: 'w', payload, qos: 1, retain: false, properties: [] } as const;
    scene.connect('c', { version, will }).cut();
    expect(watcher.takeMessages()).toMatchObject([{ topic: 'w', retain: false }]);
    const late = scene.connect('late', { version });
    late.subscribe('#');
    expect(late.take()).toEqual([]);
  });
});
