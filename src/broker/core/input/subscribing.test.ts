import { describe, expect, it } from 'vitest';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import { brief, Scene, subscription } from '../broker.testkit.ts';

const VERSIONS: readonly ProtocolVersion[] = [3, 4, 5];
const identified = (value: number) => [{ name: 'subscriptionIdentifier', value }] as const;

describe('SUBSCRIBE', () => {
  it.each([4, 5] as const)(
    'gets 0x80 or 0x87 for a rejected filter, and the connection stays open, level %i',
    (version) => {
      const scene = new Scene({
        hooks: {
          authoriseSubscribe: (_client, { filter }) =>
            filter.startsWith('secret') ? { reasonCode: 0x87 } : 'ok',
        },
      });
      const wire = scene.connect('c', { version });
      const refused = version === 5 ? 0x87 : 0x80;
      expect(wire.subscribe('a', 'secret/#', 'b')).toEqual([2, refused, 2]);
      wire.publish('secret/x', '1').publish('b', '2');
      expect(wire.takeMessages().map(brief)).toEqual(['b 2']);
      expect(scene.broker.statistics.subscriptions).toBe(2);
    },
  );

  it('gets a positive answer for a rejected filter in MQTT 3.1, which has no other [3.1: 3.8]', () => {
    const hooks = { authoriseSubscribe: () => ({ reasonCode: 0x87 }) };
    const wire = new Scene({ hooks }).connect('c', { version: 3 });
    expect(wire.subscribe({ filter: 'a', qos: 1 })).toEqual([1]);
    wire.publish('a', '1');
    expect(wire.take()).toEqual([]);
  });

  it('a hook that throws rejects only that filter', () => {
    const scene = new Scene({
      hooks: {
        authoriseSubscribe: (_client, { filter }) => {
          if (filter === 'bad') throw new Error('broken hook');
          return 'ok';
        },
        failed: () => undefined,
      },
    });
    expect(scene.connect('c').subscribe('good', 'bad')).toEqual([2, 0x80]);
  });

  it('is limited in number: 0x97', () => {
    const scene = new Scene({ limits: { subscriptions: 2 } });
    const wire = scene.connect('c');
    expect(wire.subscribe('a', 'b', 'c', 'a')).toEqual([2, 2, 0x97, 2]);
  });

  it('is limited in memory: 0x97', () => {
    const scene = new Scene({ limits: { subscriptionBytes: 100_000 } });
    const deep = (level: string): string => Array.from({ length: 500 }, () => level).join('/');
    expect(scene.connect('c').subscribe(deep('x'), deep('y'), 'b')).toEqual([2, 0x97, 2]);
  });

  it('to a disabled feature is rejected with its own code [3.1.1: MQTT-3.8.3-2]', () => {
    const scene = new Scene({
      limits: {
        wildcardSubscriptionAvailable: false,
        sharedSubscriptionAvailable: false,
        subscriptionIdentifiersAvailable: false,
      },
    });
    const wire = scene.connect('c');
    expect(wire.subscribe('a/#', '+', '$share/g/a', 'a')).toEqual([0xa2, 0xa2, 0x9e, 2]);
    wire.send({
      type: 'subscribe',
      packetId: 1,
      properties: identified(1),
      subscriptions: [subscription('a')],
    });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0xa1 }]);
  });
});

describe('overlapping subscriptions', () => {
  it('of different clients are separate', () => {
    const scene = new Scene();
    const wires = [1, 2, 3].map((value) => {
      const wire = scene.connect(`c${value}`);
      wire.subscribeWith(identified(value), 'a');
      return wire;
    });
    scene.connect('p').publish('a', '');
    const values = wires.map((wire) =>
      wire
        .takeMessages()
        .map(({ properties }) => propertyValue(properties, 'subscriptionIdentifier')),
    );
    expect(values).toEqual([[1], [2], [3]]);
  });
});

describe('UNSUBSCRIBE', () => {
  it('compares the filter character by character [MQTT-3.10.4-1; 3.1.1: MQTT-3.10.4-1]', () => {
    const wire = new Scene().connect('c');
    wire.subscribe('a/#');
    wire.send({ type: 'unsubscribe', packetId: 5, properties: [], filters: ['a/+', 'A/#', 'a/b'] });
    expect(wire.take()).toMatchObject([{ reasonCodes: [0x11, 0x11, 0x11] }]);
  });
});

describe('shared subscriptions', () => {
  const members = (scene: Scene, version: ProtocolVersion = 5) =>
    ['m1', 'm2', 'm3'].map((name) => {
      const wire = scene.connect(name, { version });
      wire.subscribe('$share/g/a/+');
      return wire;
    });

  it.each(VERSIONS)(
    'give each message to one member, evenly, level %i [MQTT-4.8.2-1, 4.8.2-2]',
    (version) => {
      const scene = new Scene();
      const wires = members(scene, version);
      const publisher = scene.connect('p');
      for (let n = 0; n < 30; n += 1) publisher.publish('a/b', `${n}`);
      const counts = wires.map((wire) => wire.takeMessages().length);
      expect(counts).toEqual([10, 10, 10]);
    },
  );

  it.each([
    ['4', 4, 0x80],
    ['3, which has no failure code', 3, 1],
  ] as const)(
    'are rejected with a faulty share name or without a filter, level %s',
    (_, version, code) => {
      const scene = new Scene();
      const wire = scene.connect('c', { version });
      const filters = ['$share/', '$share/g', '$share/g/', '$share//a', '$share/+/a', '$share/#'];
      for (const filter of filters) expect(wire.subscribe({ filter, qos: 1 })).toEqual([code]);
      expect(scene.broker.statistics.subscriptions).toBe(0);
    },
  );

  it('continue with the others when a member leaves', () => {
    const scene = new Scene();
    const [first, second, third] = members(scene);
    first?.cut();
    second?.send({
      type: 'unsubscribe',
      packetId: 1,
      properties: [],
      filters: ['$share/g/a/+'],
    });
    second?.take();
    scene.connect('p').publish('a/b', '1').publish('a/b', '2');
    expect(third?.takeMessages()).toHaveLength(2);
    expect(second?.take()).toEqual([]);
    third?.cut();
    expect(scene.broker.statistics.subscriptions).toBe(0);
  });

  it('hand over a member’s messages when its session ends, except sent QoS 2 messages [MQTT-4.8.2-5]', () => {
    const scene = new Scene();
    const properties = [{ name: 'receiveMaximum', value: 2 }] as const;
    const leaving = scene.connect('leaving', { properties });
    leaving.subscribe('$share/g/#');
    const publisher = scene.connect('p');
    for (const packetId of [1, 2, 3, 4]) {
      publisher.publish('a', `${packetId}`, { qos: packetId === 2 ? 2 : 1, packetId });
    }
    publisher.publish('a', '5', { qos: 2, packetId: 5 });
    expect(leaving.takeMessages()).toHaveLength(2);
    const staying = scene.connect('staying');
    staying.subscribe('$share/g/#');
    leaving.cut();
    const messages = staying.takeMessages();
    expect(messages.map(brief)).toEqual(['a 1', 'a 3', 'a 4', 'a 5']);
    expect(messages.every(({ dup }) => !dup)).toBe(true);
  });

  it('prefer connected members', () => {
    const scene = new Scene();
    const properties = [{ name: 'sessionExpiryInterval', value: 100 }] as const;
    const away = scene.connect('away', { properties });
    away.subscribe('$share/g/#');
    away.cut();
    const here = scene.connect('here');
    here.subscribe('$share/g/#');
    const publisher = scene.connect('p');
    for (const packetId of [1, 2, 3]) publisher.publish('a', '', { qos: 1, packetId });
    expect(here.takeMessages()).toHaveLength(3);
  });

  it('are independent of groups of other names and of plain subscriptions', () => {
    const scene = new Scene();
    const wire = scene.connect('c');
    wire.subscribe('$share/g/a', '$share/h/a', 'a');
    scene.connect('p').publish('a', '');
    expect(wire.takeMessages()).toHaveLength(3);
  });
});
