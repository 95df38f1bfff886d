import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { Scene, type Wire } from '../broker.testkit.ts';

const scene = () => new Scene({ limits: { sysInterval: 10 }, version: '1.2.3' });
/** By topic, without `$SYS/broker/`. */
const told = (wire: Wire) =>
  new Map(
    wire
      .takeMessages()
      .map(({ topic, payload }) => [topic.replace('$SYS/broker/', ''), decodeUtf8(payload)]),
  );

describe('$SYS topics', () => {
  it('count clients, messages, bytes, subscriptions and retained messages', () => {
    const world = scene();
    const watcher = world.connect('watcher');
    watcher.subscribe('$SYS/#');
    const first = told(watcher);
    expect(first.get('version')).toBe('mqttscope version 1.2.3');
    expect(first.get('clients/connected')).toBe('0');
    const properties = [{ name: 'sessionExpiryInterval', value: 15 }] as const;
    const other = world.connect('other', { properties });
    other.subscribe('a', '$share/g/a');
    other.publish('a', 'abc', { retain: true }).take();
    other.cut();
    world.pass(10_000);
    const second = told(watcher);
    expect(Object.fromEntries(second)).toMatchObject({
      uptime: '10 seconds',
      'clients/total': '2',
      'clients/connected': '1',
      'clients/disconnected': '1',
      'clients/maximum': '2',
      'publish/messages/received': '1',
      'publish/bytes/received': '3',
      'messages/received': '5',
      'subscriptions/count': '3',
      'shared_subscriptions/count': '1',
      'load/publish/received/1min': '0.92',
      'load/connections/1min': '1.84',
    });
    expect(Number(second.get('bytes/received'))).toBeGreaterThan(50);
    expect(Number(second.get('retained messages/count'))).toBeGreaterThan(20);
    world.pass(10_000);
    const third = told(watcher);
    expect(third.get('clients/expired')).toBe('1');
    expect(third.get('load/publish/received/1min')).toBe('0.78');
    // Unchanged values are not published again.
    expect(third.has('version')).toBe(false);
    expect(third.has('publish/messages/received')).toBe(false);
  });

  it('count the subscriptions that still exist', () => {
    const world = scene();
    const watcher = world.connect('watcher');
    watcher.subscribe('$SYS/broker/subscriptions/count', '$SYS/broker/shared_subscriptions/count');
    const counts = () => {
      world.pass(10_000);
      const found = told(watcher);
      return [found.get('subscriptions/count'), found.get('shared_subscriptions/count')];
    };
    const other = world.connect('other');
    other.subscribe('a', 'b', '$share/g/a');
    expect(counts()).toEqual(['5', '1']);
    // The same filter again is the same subscription.
    other.subscribe('a', '$share/g/a');
    expect(counts()).toEqual([undefined, undefined]);
    const filters = ['b', '$share/g/a', 'c'];
    other.send({ type: 'unsubscribe', packetId: 9, properties: [], filters });
    expect(counts()).toEqual(['3', '0']);
    other.cut();
    expect(counts()).toEqual(['2', undefined]);
  });

  it('count the retained messages that still exist', () => {
    const world = scene();
    const watcher = world.connect('watcher');
    watcher.subscribe('$SYS/broker/retained messages/count');
    const publisher = world.connect('p');
    const count = (topic: string, payload: string) => {
      publisher.publish(topic, payload, { retain: true });
      world.pass(10_000);
      return Number(told(watcher).get('retained messages/count'));
    };
    // By then all load averages have their topics.
    world.pass(30_000);
    const before = count('a', '1');
    expect(count('b', '1')).toBe(before + 1);
    expect(count('a', '')).toBe(before);
    expect(count('b', '')).toBe(before - 1);
  });

  it('continue, live and retained, when clients have filled the memory for retained messages', () => {
    const world = new Scene({ limits: { sysInterval: 10, retainedBytes: 40_000 } });
    const watcher = world.connect('watcher');
    watcher.subscribe('$SYS/broker/load/connections/1min');
    const wire = world.connect('c');
    const isTaken = (at: number): boolean => {
      wire.publish(`t/${at}`, 'x', { retain: true, qos: 1 });
      return wire.take().some((packet) => packet.type === 'puback' && packet.reasonCode !== 0x97);
    };
    for (let at = 0; isTaken(at); at += 1);
    watcher.take();
    world.pass(10_000);
    // It has no earlier value.
    const live = told(watcher).get('load/connections/1min');
    expect(live).toBe('1.84');
    const late = world.connect('late');
    late.subscribe('$SYS/broker/load/connections/1min');
    expect(told(late).get('load/connections/1min')).toBe(live);
  });

  it('count stored messages, and the heap if the host reports it', () => {
    let heap = 700;
    const world = new Scene({ limits: { sysInterval: 10 }, heap: () => heap });
    const watcher = world.connect('watcher');
    watcher.subscribe('$SYS/broker/store/#', '$SYS/broker/messages/stored', '$SYS/broker/heap/+');
    const first = told(watcher);
    expect([first.get('heap/current'), first.get('heap/maximum')]).toEqual(['700', '700']);
    const lasting = { version: 4, cleanStart: false } as const;
    for (const name of ['m1', 'm2']) {
      const wire = world.connect(name, lasting);
      wire.subscribe({ filter: 'a', qos: 1 });
      wire.cut();
    }
    const publisher = world.connect('p');
    // By then all load averages have their topics.
    world.pass(30_000);
    const before = Number(told(watcher).get('store/messages/count'));
    heap = 500;
    publisher.publish('a', 'x', { qos: 1 }).publish('r', 'x', { retain: true });
    world.pass(10_000);
    const second = told(watcher);
    // A message queued twice, and a retained one.
    expect(Number(second.get('store/messages/count'))).toBe(before + 2);
    expect(second.get('messages/stored')).toBe(second.get('store/messages/count'));
    expect([second.get('heap/current'), second.has('heap/maximum')]).toEqual(['500', false]);
  });

  it('are retained, and are not matched by a leading wildcard [MQTT-4.7.2-1]', () => {
    const world = scene();
    const wire = world.connect('c');
    wire.subscribe('#', '+/broker/#', '+/#');
    world.pass(30_000);
    expect(wire.take()).toEqual([]);
    wire.subscribe('$SYS/broker/uptime');
    expect(wire.takeMessages()).toMatchObject([{ topic: '$SYS/broker/uptime', retain: true }]);
  });

  it('cannot be published by clients, nor as a will', () => {
    const world = scene();
    const wire = world.connect('c');
    wire.subscribe('$SYS/x');
    wire.publish('$SYS/x', '', { qos: 1, packetId: 1 });
    expect(wire.take()).toMatchObject([{ type: 'puback', reasonCode: 0x87 }]);
    wire.publish('$SYS', 'x', { qos: 1, packetId: 1, retain: true });
    expect(wire.take()).toMatchObject([{ type: 'puback', reasonCode: 0x87 }]);
    // Other topics with a dollar sign belong to the clients.
    wire.publish('$SYSTEM', 'x', { qos: 1, packetId: 1 });
    expect(wire.take()).toMatchObject([{ type: 'puback', reasonCode: 0x10 }]);
    const payload = new Uint8Array(1);
    const will = { topic: '$SYS/x', payload, qos: 0, retain: true, properties: [] } as const;
    world.connect('d', { will }).cut();
    expect(wire.take()).toEqual([]);
  });

  it('are absent unless enabled', () => {
    const world = new Scene();
    const wire = world.connect('c');
    wire.subscribe('$SYS/#');
    expect(wire.take()).toEqual([]);
    expect(world.broker.wakeAt).toBeUndefined();
  });
});
