/**
 * Tests of a server's behaviour in MQTT 3.1 by section, because its specification does not number statements.
 */
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { brief, connectPacket, Scene } from './broker.testkit.ts';

const version = 3;
const lasting = { version, cleanStart: false } as const;
const payload = encodeUtf8('gone');
const will = { topic: 'w', payload, qos: 1, retain: true, properties: [] } as const;

/** Return code of CONNACK, undefined if there was none, and whether the connection ended. */
function answerTo(bytes: Uint8Array, scene = new Scene()) {
  const wire = scene.open(version).sendBytes(bytes);
  const [answer] = wire.take();
  return [answer?.type === 'connack' ? answer.reasonCode : undefined, wire.isEnded];
}

describe('MQTT 3.1', () => {
  it('is recognized by name and level, and accepts identifiers of 1 to 23 characters [3.1: 3.1]', () => {
    const scene = new Scene();
    for (const id of ['c', 'x'.repeat(23)]) {
      const bytes = encode(connectPacket(id, { version }), version);
      expect([...bytes.subarray(2, 11)]).toEqual([0, 6, ...encodeUtf8('MQIsdp'), 3]);
      expect(answerTo(bytes, scene)).toEqual([0, false]);
    }
  });

  it('answers a longer identifier with return code 2, except for a device that signs in with it [3.1: 3.1]', () => {
    const answer = (fields: Parameters<typeof connectPacket>[1], clientId: string) =>
      answerTo(encode(connectPacket(clientId, { version, ...fields }), version));
    expect(answer({}, 'x'.repeat(24))).toEqual([2, true]);
    const device = 'device|securemode=3,signmethod=hmacsha256|';
    expect(answer({ userName: 'device&product' }, device)).toEqual([0, false]);
    const scene = new Scene();
    expect(scene.connect('x'.repeat(24), { version: 4 }).connack?.reasonCode).toBe(0);
  });

  it('disregards the will’s bits without a will, and flags without their field [3.1: 3.1]', () => {
    const password = encodeUtf8('p');
    const withFlags = (flags: number, fields: Parameters<typeof connectPacket>[1] = {}) => {
      const bytes = encode(connectPacket('c', { version, ...fields }), version);
      bytes[11] = flags;
      return answerTo(bytes);
    };
    const [reserved, willQos, willRetain, userName, both] = [0x01, 0x18, 0x20, 0x80, 0xc0];
    for (const flags of [reserved, willQos, willRetain, userName, both]) {
      expect(withFlags(0x02 | flags)).toEqual([0, false]);
    }
    expect(withFlags(0x02 | both, { userName: 'u' })).toEqual([0, false]);
    expect(withFlags(0x02 | 0x1c, { will })).toEqual([undefined, true]);
    expect(withFlags(0x02 | 0x40, { userName: 'u', password })).toEqual([undefined, true]);
    expect(withFlags(0x02, { userName: 'u', password })).toEqual([undefined, true]);
  });

  it('answers other levels with return code 1, and no identifier with 2 [3.1: 3.2]', () => {
    const bytes = encode(connectPacket('c', { version }), version);
    bytes[10] = 9;
    expect(answerTo(bytes)).toEqual([1, true]);
    for (const cleanStart of [true, false]) {
      expect(answerTo(encode(connectPacket('', { version, cleanStart }), version))).toEqual([
        2,
        true,
      ]);
    }
  });

  it.each([
    [0x88, 3],
    [0x86, 4],
    [0x87, 5],
  ])('answers the rejection 0x%s with return code %i [3.1: 3.2]', (reasonCode, returnCode) => {
    const scene = new Scene({ hooks: { authenticate: () => ({ reasonCode }) } });
    const bytes = encode(connectPacket('c', { version }), version);
    expect(answerTo(bytes, scene)).toEqual([returnCode, true]);
  });

  it('ends an older connection of the same client, one without CONNECT and a silent one [3.1: 3.1]', () => {
    const scene = new Scene();
    const older = scene.connect('c', { version, keepAlive: 10 });
    const newer = scene.connect('c', { version, keepAlive: 10 });
    const silent = scene.open(version);
    expect([older.isEnded, newer.isEnded]).toEqual([true, false]);
    scene.pass(10_000);
    expect([silent.isEnded, newer.isEnded]).toEqual([true, false]);
    scene.pass(5000);
    expect(newer.isEnded).toBe(true);
  });

  it('publishes a will after a failure, and none after DISCONNECT [3.1: 3.1, 3.14]', () => {
    const scene = new Scene();
    const watcher = scene.connect('watcher', { version });
    watcher.subscribe('w');
    scene.connect('polite', { version, will }).send({ type: 'disconnect' });
    expect(watcher.take()).toEqual([]);
    scene.connect('c', { version, will }).cut();
    expect(watcher.takeMessages()).toMatchObject([{ topic: 'w', qos: 1, payload }]);
    const late = scene.connect('late', { version });
    late.subscribe('w');
    expect(late.takeMessages()).toMatchObject([{ retain: true, payload }]);
  });

  it('keeps a session that is not clean, with its subscriptions and messages [3.1: 3.1, 3.8]', () => {
    const scene = new Scene();
    const wire = scene.connect('c', lasting);
    wire.subscribe('a');
    wire.cut();
    scene.connect('p', { version }).publish('a', '1', { qos: 1 });
    const again = scene.connect('c', lasting);
    // MQTT 3.1 has no session present flag.
    expect(again.connack?.sessionPresent).toBe(false);
    expect(again.takeMessages().map(brief)).toEqual(['a 1']);
    const clean = scene.connect('c', { version });
    clean.publish('a', '2');
    expect(clean.take()).toEqual([]);
  });

  it('answers at each QoS with the identifier of the packet [3.1: 2.4, 3.3, 3.4, 3.5, 3.7, 4.1]', () => {
    const scene = new Scene();
    const wire = scene.connect('c', { version });
    wire.publish('a', '0').publish('a', '1', { qos: 1, packetId: 7 });
    wire.publish('a', '2', { qos: 2, packetId: 8 }).send({ type: 'pubrel', packetId: 8 });
    expect(wire.take()).toEqual([
      { type: 'puback', packetId: 7 },
      { type: 'pubrec', packetId: 8 },
      { type: 'pubcomp', packetId: 8 },
    ]);
  });

  it('answers PUBREC with PUBREL, also for an identifier that it does not know [3.1: 3.5, 3.6, 4.1]', () => {
    const scene = new Scene();
    const wire = scene.connect('c', { version });
    wire.subscribe('a');
    scene.connect('p', { version }).publish('a', '', { qos: 2, packetId: 1 });
    const [message] = wire.takeMessages();
    const packetId = message?.packetId ?? 0;
    wire.send({ type: 'pubrec', packetId }, { type: 'pubcomp', packetId });
    wire.send({ type: 'pubrec', packetId: 99 }, { type: 'pubrel', packetId: 98 });
    expect(wire.take()).toEqual([
      { type: 'pubrel', packetId },
      { type: 'pubrel', packetId: 99 },
      { type: 'pubcomp', packetId: 98 },
    ]);
  });

  it('sends a positive answer to a forbidden message, and drops it [3.1: 3.3]', () => {
    const scene = new Scene({ hooks: { authorisePublish: () => ({ reasonCode: 0x87 }) } });
    const wire = scene.connect('c', { version });
    wire.subscribe('#');
    wire.publish('a', '', { qos: 1, packetId: 1 });
    expect(wire.take()).toEqual([{ type: 'puback', packetId: 1 }]);
  });

  it('sends retained messages with RETAIN, and later ones without [3.1: 3.3, 3.8]', () => {
    const scene = new Scene();
    const wire = scene.connect('c', { version }).publish('a', '1', { retain: true });
    wire.subscribe('a');
    wire.publish('a', '2', { retain: true });
    expect(wire.takeMessages().map((message) => [brief(message), message.retain])).toEqual([
      ['a 1', true],
      ['a 2', false],
    ]);
  });

  it('grants QoS in the order of the filters, and revokes them [3.1: 3.8, 3.9, 3.10, 3.11]', () => {
    const wire = new Scene().connect('c', { version });
    const codes = wire.subscribe({ filter: 'a', qos: 1 }, { filter: 'b', qos: 0 });
    expect(codes).toEqual([1, 0]);
    wire.send({ type: 'unsubscribe', packetId: 3, properties: [], filters: ['a', 'none'] });
    expect(wire.take()).toMatchObject([{ type: 'unsuback', packetId: 3 }]);
    wire.publish('a', 'x').publish('b', 'y');
    expect(wire.takeMessages().map(brief)).toEqual(['b y']);
  });

  it('answers PINGREQ with PINGRESP [3.1: 3.12, 3.13]', () => {
    const wire = new Scene().connect('c', { version }).send({ type: 'pingreq' });
    expect(wire.take()).toEqual([{ type: 'pingresp' }]);
  });

  it('redelivers with DUP and the same identifier, in order, after a reconnect [3.1: 4.2, 4.3]', () => {
    const scene = new Scene();
    const wire = scene.connect('c', lasting);
    wire.subscribe('a');
    const publisher = scene.connect('p', { version });
    for (const packetId of [1, 2, 3]) publisher.publish('a', `${packetId}`, { qos: 1, packetId });
    const sent = wire.takeMessages();
    expect(sent.map(({ dup }) => dup)).toEqual([false, false, false]);
    wire.cut();
    const again = scene.connect('c', lasting).takeMessages();
    expect(again).toEqual(sent.map((message) => ({ ...message, dup: true })));
  });

  it.each([
    ['QoS 3 [3.1: 2.1]', [0x36, 5, 0, 1, 0x61, 0, 1]],
    ['a length of five bytes [3.1: 2.1]', [0x30, 0xff, 0xff, 0xff, 0xff, 1]],
    ['packet identifier 0 [3.1: 2.4]', [0x32, 5, 0, 1, 0x61, 0, 0]],
    ['ill-formed UTF-8 [3.1: 2.5]', [0x30, 4, 0, 2, 0xc3, 0x28]],
    ['a second CONNECT [3.1: 3.1]', [...encode(connectPacket('c', { version }), version)]],
    ['a wildcard in a topic name [3.1: A]', [0x30, 3, 0, 1, 0x2b]],
  ])('ends the connection of %s', (_name, bytes) => {
    const wire = new Scene().connect('c', { version }).sendBytes(bytes);
    expect([wire.isEnded, wire.take()]).toEqual([true, []]);
  });

  it('matches wildcards level by level [3.1: A]', () => {
    const scene = new Scene();
    const found = (filter: string) => {
      const wire = scene.connect('c', { version });
      wire.subscribe(filter);
      for (const topic of ['a', 'a/', '/a', 'a/b', 'a/b/c']) wire.publish(topic, '');
      return wire.takeMessages().map(({ topic }) => topic);
    };
    expect(found('a/#')).toEqual(['a', 'a/', 'a/b', 'a/b/c']);
    expect(found('+')).toEqual(['a']);
    expect(found('/+')).toEqual(['/a']);
    expect(found('a/+')).toEqual(['a/', 'a/b']);
    expect(found('#')).toHaveLength(5);
  });
});
