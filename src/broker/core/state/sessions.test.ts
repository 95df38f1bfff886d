import { describe, expect, it } from 'vitest';
import type {
  AckPacket,
  Packet,
  ProtocolVersion,
  PublishPacket,
} from '../../../mqtt/tables/packet.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { brief, Scene, type Wire } from '../broker.testkit.ts';

const NEWER: readonly ProtocolVersion[] = [4, 5];
const expiry = (value: number): readonly Property[] => [{ name: 'sessionExpiryInterval', value }];
/** A persistent session in the terms of each version. */
const lasting = (version: ProtocolVersion, cleanStart = false) => ({
  version,
  cleanStart,
  properties: version === 5 ? expiry(3600) : [],
});
const ack = (type: AckPacket['type'], packetId: number): Packet => ({ type, packetId });
const isPublish = (packet: Packet): packet is PublishPacket => packet.type === 'publish';
const identifiers = (packets: readonly Packet[]) =>
  packets.map((packet) => ('packetId' in packet ? (packet.packetId ?? 0) : 0));

describe.each(NEWER)('the session at level %i', (version) => {
  it('is kept with its subscriptions and queued messages [MQTT-3.1.2-5, 3.1.2-23, 3.1.3-2, 4.1.0-1, 4.5.0-1; 3.1.1: MQTT-3.1.2-4, 3.1.2-5, 3.1.3-2, 4.1.0-1, 4.5.0-1]', () => {
    const scene = new Scene();
    const first = scene.connect('c', lasting(version));
    expect(first.connack?.sessionPresent).toBe(false);
    first.subscribe({ filter: 'a', qos: 1 });
    first.send({ type: 'disconnect' });
    expect(first.isEnded).toBe(true);
    const publisher = scene.connect('p');
    for (const [at, text] of ['1', '2', '3'].entries()) {
      publisher.publish('a', text, { qos: 1, packetId: at + 1 });
    }
    publisher.publish('a', 'not kept', { qos: 0 });
    const again = scene.connect('c', lasting(version));
    expect(again.connack?.sessionPresent).toBe(true);
    const messages = again.takeMessages();
    expect(messages.map(brief)).toEqual(['a 1', 'a 2', 'a 3']);
    // They were never sent before.
    expect(messages.map(({ dup }) => dup)).toEqual([false, false, false]);
  });

  it('is present also without subscriptions [MQTT-3.2.2-3, 3.1.2-6; 3.1.1: MQTT-3.2.2-2, 3.2.2-3]', () => {
    const scene = new Scene();
    scene.connect('c', lasting(version)).cut();
    expect(scene.connect('c', lasting(version)).connack?.sessionPresent).toBe(true);
  });

  it('is discarded by a clean start [MQTT-3.1.2-4, 3.1.4-4, 3.2.2-2; 3.1.1: MQTT-3.1.2-6, 3.1.4-3, 3.2.2-1]', () => {
    const scene = new Scene();
    scene.connect('c', lasting(version)).subscribe('a');
    const clean = scene.connect('c', lasting(version, true));
    expect(clean.connack?.sessionPresent).toBe(false);
    clean.publish('a', '1');
    expect(clean.take()).toEqual([]);
  });

  it('redelivers with DUP, the same identifier and in order, and only after a reconnect [MQTT-4.4.0-1, 3.3.1-1, 4.3.2-3, 4.3.3-3; 3.1.1: MQTT-4.4.0-1, 3.3.1-1, 4.3.2-1, 4.3.3-1]', () => {
    const scene = new Scene();
    const wire = scene.connect('c', lasting(version));
    wire.subscribe('#');
    const publisher = scene.connect('p');
    for (const packetId of [1, 2, 3, 4]) {
      publisher.publish('a', `${packetId}`, { qos: packetId % 2 === 0 ? 2 : 1, packetId });
    }
    const sent = wire.takeMessages();
    scene.pass(600_000);
    expect(wire.take()).toEqual([]);
    wire.cut();
    const again = scene.connect('c', lasting(version));
    const repeated = again.takeMessages();
    expect(identifiers(repeated)).toEqual(identifiers(sent));
    expect(repeated.map(brief)).toEqual(sent.map(brief));
    expect(repeated.every(({ dup }) => dup)).toBe(true);
  });

  it('continues with PUBREL after a PUBREC [MQTT-4.3.3-4 to 4.3.3-6]', () => {
    const scene = new Scene();
    const wire = scene.connect('c', lasting(version));
    wire.subscribe('#');
    const publisher = scene.connect('p');
    for (const packetId of [1, 2]) publisher.publish('a', `${packetId}`, { qos: 2, packetId });
    const [first, second] = identifiers(wire.take());
    wire.send(ack('pubrec', second ?? 0));
    expect(wire.take()).toEqual([ack('pubrel', second ?? 0)]);
    wire.cut();
    const again = scene.connect('c', lasting(version));
    const repeated = again.take();
    expect(repeated).toContainEqual(ack('pubrel', second ?? 0));
    expect(repeated.filter(isPublish)).toMatchObject([{ packetId: first, dup: true }]);
    again.send(ack('pubcomp', second ?? 0), ack('pubrec', first ?? 0), ack('pubcomp', first ?? 0));
    again.take();
    again.cut();
    expect(scene.connect('c', lasting(version)).take()).toEqual([]);
  });

  it('remembers the identifiers of QoS 2 messages that it has received [MQTT-4.3.3-10; 3.1.1: MQTT-4.1.0-2]', () => {
    const scene = new Scene();
    const subscriber = scene.connect('s');
    subscriber.subscribe('#');
    scene.connect('c', lasting(version)).publish('a', '1', { qos: 2, packetId: 9 }).cut();
    const again = scene.connect('c', lasting(version));
    again.publish('a', '1', { qos: 2, packetId: 9, dup: true });
    expect(again.take()).toEqual([ack('pubrec', 9)]);
    expect(subscriber.takeMessages()).toHaveLength(1);
  });
});

describe('the session of MQTT 5', () => {
  const away = (scene: Scene, wire: Wire, seconds: number) => {
    wire.cut();
    scene.pass(seconds * 1000);
    return scene.connect('c', { cleanStart: false }).connack?.sessionPresent;
  };

  it('ends with its connection when its expiry is 0 [MQTT-4.1.0-2]', () => {
    const scene = new Scene();
    expect(away(scene, scene.connect('c', { cleanStart: false }), 0)).toBe(false);
  });

  it('ends when its expiry has passed, and not before [MQTT-3.1.2-23, 4.1.0-2]', () => {
    const scene = new Scene();
    expect(away(scene, scene.connect('c', { properties: expiry(10) }), 9)).toBe(true);
    scene.connect('c', { properties: expiry(10) }).cut();
    scene.pass(10_000);
    expect(scene.broker.statistics.sessions).toBe(0);
    expect(scene.broker.wakeAt).toBeUndefined();
  });

  it('with an expiry of 0xFFFFFFFF does not end', () => {
    const scene = new Scene();
    expect(away(scene, scene.connect('c', { properties: expiry(0xffff_ffff) }), 1e8)).toBe(true);
  });

  it('can be changed at DISCONNECT [3.14.2.2.2]', () => {
    const scene = new Scene();
    scene
      .connect('c', { properties: expiry(10) })
      .send({ type: 'disconnect', reasonCode: 0, properties: expiry(100) });
    scene.pass(99_000);
    expect(scene.broker.statistics.sessions).toBe(1);
    scene.pass(1000);
    expect(scene.broker.statistics.sessions).toBe(0);
  });

  it('cannot be raised from 0 at DISCONNECT: 0x82 [3.14.2.2.2]', () => {
    const wire = new Scene().connect('c');
    wire.send({ type: 'disconnect', reasonCode: 0, properties: expiry(1) });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x82 }]);
  });

  it('gets the expiry that the server allows, which is announced [3.2.2.3.2]', () => {
    const scene = new Scene({ limits: { maximumSessionExpiry: 60 } });
    const wire = scene.connect('c', { properties: expiry(3600) });
    expect(wire.connack?.properties).toContainEqual(expiry(60)[0]);
    wire.cut();
    scene.pass(60_000);
    expect(scene.broker.statistics.sessions).toBe(0);
  });
});

describe('the sending half', () => {
  it('respects the receive maximum of the client [MQTT-3.3.4-9, 3.3.4-10, 4.9.0-1 to 4.9.0-3]', () => {
    const scene = new Scene();
    const properties = [{ name: 'receiveMaximum', value: 2 }, ...expiry(100)] as const;
    const wire = scene.connect('c', { properties });
    wire.subscribe('#');
    const publisher = scene.connect('p');
    for (const packetId of [1, 2, 3, 4, 5]) {
      publisher.publish('a', `${packetId}`, { qos: packetId === 2 ? 2 : 1, packetId });
    }
    publisher.publish('a', 'QoS 0 is free');
    const first = wire.takeMessages();
    expect(first.map(brief)).toEqual(['a 1', 'a 2', 'a QoS 0 is free']);
    wire.send(ack('pubrec', 2));
    expect(wire.take()).toEqual([ack('pubrel', 2)]);
    wire.send(ack('pubcomp', 2));
    expect(wire.takeMessages().map(brief)).toEqual(['a 3']);
    wire.send(ack('puback', 1));
    expect(wire.takeMessages().map(brief)).toEqual(['a 4']);
    // The new connection's maximum applies to retransmissions, too.
    wire.cut();
    const again = scene.connect('c', { cleanStart: false, properties });
    expect(again.takeMessages().map(brief)).toEqual(['a 3', 'a 4']);
  });

  it('frees a message that a PUBREC rejects [MQTT-4.4.0-2]', () => {
    const scene = new Scene();
    const properties = [{ name: 'receiveMaximum', value: 1 }] as const;
    const wire = scene.connect('c', { properties });
    wire.subscribe('#');
    const publisher = scene.connect('p');
    for (const packetId of [1, 2]) publisher.publish('a', `${packetId}`, { qos: 2, packetId });
    expect(wire.takeMessages()).toHaveLength(1);
    wire.send({ type: 'pubrec', packetId: 1, reasonCode: 0x97 });
    expect(wire.takeMessages().map(brief)).toEqual(['a 2']);
  });

  it('answers a PUBREC for an unknown identifier with PUBREL 0x92 [3.6.2.1]', () => {
    const wire = new Scene().connect('c');
    wire.send(ack('pubrec', 9));
    expect(wire.take()).toMatchObject([{ type: 'pubrel', packetId: 9, reasonCode: 0x92 }]);
  });

  it('does not send packets too large for the client [MQTT-3.1.2-24, 3.1.2-25]', () => {
    const scene = new Scene();
    const properties = [
      { name: 'maximumPacketSize', value: 100 },
      { name: 'receiveMaximum', value: 1 },
    ] as const;
    const wire = scene.connect('c', { properties });
    wire.subscribe('#');
    const publisher = scene.connect('p');
    publisher.publish('a', 'x'.repeat(100));
    publisher.publish('a', 'x'.repeat(100), { qos: 1, packetId: 1 });
    publisher.publish('a', 'x'.repeat(100), { qos: 2, packetId: 2 });
    publisher.publish('a', 'small', { qos: 2, packetId: 3 });
    expect(wire.takeMessages().map(brief)).toEqual(['a small']);
    expect(scene.broker.statistics.droppedSize).toBe(3);
  });
});
