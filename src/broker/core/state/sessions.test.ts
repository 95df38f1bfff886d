import { describe, expect, it } from 'vitest';
import type { Packet, ProtocolVersion } from '../../../mqtt/tables/packet.ts';
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
const identifiers = (packets: readonly Packet[]) =>
  packets.map((packet) => ('packetId' in packet ? (packet.packetId ?? 0) : 0));

describe.each(NEWER)('the session at level %i', (version) => {
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
});

describe('the session of MQTT 5', () => {
  const away = (scene: Scene, wire: Wire, seconds: number) => {
    wire.cut();
    scene.pass(seconds * 1000);
    return scene.connect('c', { cleanStart: false }).connack?.sessionPresent;
  };

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
