/** Tests of waiting packets when other events occur. */
import { expect, it } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import { connectPacket, LOCAL_PEER, publishPacket, subscription } from '../core/broker.testkit.ts';
import { Broker } from '../core/broker.ts';
import { FaultLayer } from './faultLayer.ts';
import { FaultScene } from './faults.testkit.ts';
import { parseRules } from './parseRules.ts';

const HOLD_PUBLISH = {
  match: { packet: 'PUBLISH', direction: 'from-client', client: 'c' },
  do: 'hold',
} as const;

it('a closed client: its packets still reach the broker, and then its end', () => {
  const scene = new FaultScene(HOLD_PUBLISH);
  const watcher = scene.connect('w').subscribe('#');
  const client = scene.connect('c').publish('t', 1, 1);
  client.cut();
  expect(scene.broker.statistics.connections).toBe(2);
  scene.layer.held.release('all', scene.now);
  scene.flush();
  expect(watcher.heard()).toEqual(['publish 1 t']);
  expect(scene.broker.statistics.connections).toBe(1);
  expect(scene.waiting).toEqual([]);
});

it('a closed client does not stay connected for packets that are never released', () => {
  const scene = new FaultScene(HOLD_PUBLISH);
  const watcher = scene.connect('w', { keepAlive: 0 }).subscribe('#');
  scene.layer.held.step('s', true);
  const held = scene.connect('c', { keepAlive: 0 }).publish('held', 1, 1);
  const stepped = scene.open().send(connectPacket('s', { keepAlive: 0 }));
  scene.layer.held.letGo('s', 'client', scene.now);
  scene.layer.held.letGo('s', 'server', scene.now);
  scene.flush();
  stepped.publish('stepped 1').publish('stepped 2').publish('stepped 3');
  stepped.cut();
  held.cut();
  expect(scene.broker.statistics.connections).toBe(3);
  scene.pass(20_000);
  expect(watcher.heard()).toEqual([]);
  // A user who continues stepping gets the full time again.
  scene.layer.held.letGo('s', undefined, scene.now);
  scene.flush();
  scene.pass(20_000);
  expect(watcher.heard()).toEqual(['publish stepped 1', 'publish 1 held']);
  expect(scene.broker.statistics.connections).toBe(2);
  scene.pass(10_000);
  expect(watcher.heard()).toEqual(['publish stepped 2', 'publish stepped 3']);
  expect(scene.broker.statistics.connections).toBe(1);
  expect(scene.waiting).toEqual([]);
});

it('a closed client: packets that wait for it are dropped', () => {
  const scene = new FaultScene(HOLD_PUBLISH, { match: { packet: 'PINGRESP' }, do: 'hold' });
  const client = scene.connect('c').send({ type: 'pingreq' }).publish('t', 1, 1);
  expect(scene.waiting.map(({ type }) => type)).toEqual(['pingresp', 'publish']);
  client.cut();
  expect(scene.waiting.map(({ type }) => type)).toEqual(['publish']);
});

it('a client that the broker has ended: packets for the broker are dropped', () => {
  const scene = new FaultScene(HOLD_PUBLISH);
  const client = scene.connect('c', { keepAlive: 10 }).publish('t', 1, 1);
  scene.pass(15_000);
  expect(client.heard()).toEqual(['disconnect 8d']);
  expect(client.isEnded).toBe(true);
  expect(scene.waiting).toEqual([]);
  expect(scene.layer.held.release('all', scene.now)).toBe(0);
});

it('a client taken over while its last packets wait: it gets them, and the reason [MQTT-3.1.4-3]', () => {
  const scene = new FaultScene({
    match: { packet: 'PUBACK' },
    do: { action: 'delay', milliseconds: 100 },
  });
  const client = scene.connect('c').publish('t', 1, 1);
  scene.connect('c');
  expect(client.isEnded).toBe(false);
  scene.pass(100);
  expect(client.heard()).toEqual(['puback 1', 'disconnect 8e']);
  expect(client.isEnded).toBe(true);
});

it('a shut down broker: every client is notified, also silent ones', () => {
  const scene = new FaultScene(
    { match: { client: 'silent', packet: 'PINGREQ' }, do: 'silent' },
    { match: { client: 'held', packet: 'PUBACK' }, do: 'hold' },
  );
  const silent = scene.connect('silent').send({ type: 'pingreq' });
  const held = scene.connect('held').publish('t', 1, 1);
  scene.layer.shutDown(scene.now);
  scene.flush();
  expect(silent.isEnded).toBe(true);
  expect(silent.heard()).toEqual([]);
  expect(held.isEnded).toBe(true);
  expect(held.heard()).toEqual(['disconnect 8b']);
});

it('new rules: waiting packets still wait and keep the order', () => {
  const scene = new FaultScene(HOLD_PUBLISH);
  const client = scene.connect('c').publish('t', 1, 1);
  scene.rules();
  client.publish('t', 1, 2).send({ type: 'pingreq' });
  expect(client.heard()).toEqual([]);
  expect(scene.waiting.map(({ waitsFor }) => waitsFor)).toEqual(['release', 'others', 'others']);
  scene.layer.held.release('all', scene.now);
  scene.flush();
  expect(client.heard()).toEqual(['puback 1', 'puback 2', 'pingresp']);
});

it('a cut and silence wait for earlier packets', () => {
  const scene = new FaultScene(
    {
      match: { topic: 'slow', direction: 'from-client', packet: 'PUBLISH' },
      do: { action: 'delay', milliseconds: 50 },
    },
    { match: { topic: 'end' }, do: 'cut' },
  );
  const watcher = scene.connect('w').subscribe('slow');
  const client = scene.connect('c').publish('slow', 0).publish('end', 0);
  expect(client.isEnded).toBe(false);
  scene.pass(50);
  expect(client.isEnded).toBe(true);
  scene.pass(50);
  expect(watcher.heard()).toEqual(['publish slow']);
});

it('bytes other than MQTT are ended by the broker at once [MQTT-3.1.0-1]', () => {
  const scene = new FaultScene({ match: { packet: 'PUBLISH' }, do: 'drop' });
  expect(scene.open().sendBytes(Uint8Array.of(0x47, 0x45)).isEnded).toBe(true);
});

it('a packet announced as too large is rejected at its header [MQTT-3.2.2-15]', () => {
  const scene = new FaultScene({ match: { packet: 'PUBLISH' }, do: 'drop' });
  const client = scene.connect('c').sendBytes(Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f));
  expect(client.heard()).toEqual(['disconnect 95']);
});

it('incomplete packets that need too much memory pass untreated', () => {
  const scene = new FaultScene({ match: { topic: 't', direction: 'from-client' }, do: 'drop' });
  const watcher = scene.connect('w').subscribe('#');
  const packet = encode(publishPacket('t', new Uint8Array(60_000)), 5);
  const clients = ['a', 'b'].map((id) => scene.connect(id));
  for (const client of clients) client.sendBytes(packet.subarray(0, -1));
  for (const client of clients) client.sendBytes(packet.subarray(-1)).publish('t').publish('u');
  expect(watcher.heard()).toEqual(['publish u', 'publish t', 'publish u']);
});

it('too much from one client: its connection is cut with a mark', () => {
  const scene = new FaultScene(HOLD_PUBLISH);
  const client = scene.connect('c');
  const large = publishPacket('t', new Uint8Array(80_000));
  for (let count = 0; count < 4; count++) client.send(large);
  expect(client.isEnded).toBe(true);
  expect(scene.told.at(-1)).toBe('overflow a');
  expect(scene.waiting).toEqual([]);
  expect(scene.connect('c').send({ type: 'pingreq' }).heard()).toEqual(['pingresp']);
});

it('filters and topics for acknowledgements are remembered while memory allows, and not after the end', () => {
  const scene = new FaultScene({ match: { packet: 'SUBACK', topic: 'none' }, do: 'drop' });
  const client = scene.connect('c');
  const empty = scene.account.bytes;
  expect(empty).toBeGreaterThan(0);
  for (let packetId = 1; packetId <= 20; packetId += 1) {
    const subscriptions = [subscription(`${packetId}/${'x'.repeat(60_000)}`)];
    client.send({ type: 'subscribe', packetId, properties: [], subscriptions });
  }
  expect(client.heard()).toHaveLength(20);
  expect(scene.account.bytes).toBeGreaterThan(100_000);
  expect(scene.account.bytes).toBeLessThanOrEqual(300_000);
  client.cut();
  expect(scene.account.bytes).toBe(0);
});

it('too much to one client: the broker treats it as a slow reader and drops QoS 0', () => {
  const broker = new Broker({ seed: 1, limits: { backlogDrop: 10_000 } });
  const layer = new FaultLayer(broker, { maximumPacketSize: 100_000 });
  const parsed = parseRules({
    version: 1,
    rules: [{ id: 'h', match: { direction: 'to-client', packet: 'PUBLISH' }, do: 'hold' }],
  });
  if (parsed.ok) layer.setRules(parsed.rules);
  const id = layer.open(LOCAL_PEER, 0);
  layer.receive(id, encode(connectPacket('c'), 5), 0);
  const subscribe = { type: 'subscribe', packetId: 1, properties: [] } as const;
  layer.receive(id, encode({ ...subscribe, subscriptions: [subscription('#')] }, 5), 0);
  for (let count = 0; count < 30; count++) {
    broker.publish(
      { topic: 't', payload: new Uint8Array(1000), qos: 0, retain: false, properties: [] },
      0,
    );
    layer.takeOutput();
  }
  expect(layer.held.waiting(1000).packets.length).toBeGreaterThan(8);
  expect(layer.held.waiting(1000).packets.length).toBeLessThan(12);
  expect(broker.statistics.droppedSlow).toBe(30 - layer.held.waiting(1000).packets.length);
  layer.held.release('all', 0);
  layer.takeOutput();
  broker.publish(
    { topic: 't', payload: new Uint8Array(1000), qos: 0, retain: false, properties: [] },
    0,
  );
  layer.takeOutput();
  expect(layer.held.waiting(1000).packets).toHaveLength(1);
});
