import { describe, expect, it } from 'vitest';
import { publishPacket, subscription } from '../core/broker.testkit.ts';
import { FaultScene } from './faults.testkit.ts';

/** A scene with one rule that drops matching packets. */
const dropping = (match: object): FaultScene => new FaultScene({ match, do: 'drop' });

/** Packet identifiers of those of `count` PUBLISH packets that receive a PUBACK. */
function acknowledged(scene: FaultScene, clientId: string, count: number): number[] {
  const client = scene.connect(clientId);
  for (let packetId = 1; packetId <= count; packetId++) client.publish('t', 1, packetId);
  const packetIds = client.take().map((packet) => ('packetId' in packet ? packet.packetId : 0));
  client.cut();
  return packetIds.map(Number);
}

describe('client', () => {
  it.each([
    ['c', 'c', true],
    ['c', 'cc', false],
    ['sensor-*', 'sensor-', true],
    ['sensor-*', 'sensor-12', true],
    ['sensor-*', 'a-sensor-12', false],
    ['*-12', 'sensor-12', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a*a', 'a', false],
    ['*', '__proto__', true],
    ['a.c', 'abc', false],
  ])('%j means %j: %j', (pattern, id, isMeant) => {
    expect(acknowledged(dropping({ client: pattern, packet: 'PUBACK' }), id, 1)).toEqual(
      isMeant ? [] : [1],
    );
  });

  it('matches the identifier that the broker assigns, from CONNACK on [MQTT-3.2.2-16]', () => {
    const scene = dropping({ client: '', packet: ['CONNACK', 'PUBACK'] });
    expect(scene.connect('').publish('t', 1).heard()).toEqual(['puback 1']);
    scene.rules({ match: { packet: 'CONNACK' }, do: 'drop' });
    scene.connect('');
    expect(scene.marks.at(-1)?.client).toMatch(/./);
    // 3.1.1 does not send the identifier to the client.
    scene.rules({ match: { client: '', packet: 'PUBACK' }, do: 'drop' });
    expect(scene.connect('', { version: 4 }).publish('t', 1).heard()).toEqual([]);
  });

  it('matches clients older than the rules', () => {
    const scene = new FaultScene();
    const client = scene.connect('c');
    scene.rules({ match: { client: 'c', packet: 'PUBACK' }, do: 'drop' });
    expect(client.publish('t', 1).heard()).toEqual([]);
  });
});

it('direction', () => {
  const scene = dropping({ direction: 'to-client', packet: 'PUBLISH' });
  const client = scene.connect('c').subscribe('t');
  expect(client.publish('t', 1, 7).heard()).toEqual(['puback 7']);
  scene.rules({ match: { direction: 'from-client', packet: 'PUBLISH' }, do: 'drop' });
  expect(client.publish('t', 1, 8).heard()).toEqual([]);
});

it('packet: any of several', () => {
  const scene = dropping({ packet: ['pubrec', 'PUBACK'] });
  const client = scene.connect('c');
  client.publish('t', 1, 1).publish('t', 2, 2).send({ type: 'pingreq' });
  expect(client.heard()).toEqual(['pingresp']);
});

describe('topic', () => {
  it('matches PUBLISH, also by its alias', () => {
    const scene = dropping({ topic: 'a/+', packet: 'PUBLISH', direction: 'from-client' });
    const properties = [{ name: 'topicAlias', value: 3 }] as const;
    const client = scene.connect('c');
    client.send(
      publishPacket('a/b', '', { qos: 1, packetId: 1, properties }),
      publishPacket('', '', { qos: 1, packetId: 2, properties }),
      publishPacket('a', '', { qos: 1, packetId: 3 }),
    );
    expect(client.heard()).toEqual(['puback 3']);
  });

  it('matches PUBLISH by an alias set before the rule, by either side', () => {
    const scene = new FaultScene();
    const aliases = (...names: readonly string[]) => {
      for (const name of names) {
        const properties = [{ name: 'topicAlias', value: 3 }] as const;
        client.send(publishPacket(name, '', { qos: 0, properties }));
      }
    };
    const client = scene.connect('c', { properties: [{ name: 'topicAliasMaximum', value: 5 }] });
    client.subscribe('#');
    aliases('x', 'a/b');
    expect(client.heard()).toEqual(['publish x', 'publish a/b']);
    const match = { topic: 'a/b', packet: 'PUBLISH' };
    scene.rules({ match: { ...match, direction: 'to-client' }, do: 'drop' });
    client.publish('a/b').publish('x');
    expect(client.heard()).toEqual(['publish ']);
    scene.rules({ match: { ...match, direction: 'from-client' }, do: 'drop' });
    aliases('');
    expect(client.heard()).toEqual([]);
    // The alias is redefined while no rule is active.
    scene.rules();
    aliases('x');
    scene.rules({ match: { ...match, direction: 'from-client' }, do: 'drop' });
    aliases('');
    expect(client.heard()).toEqual(['publish ', 'publish ']);
    // Step mode also shows the topic of waiting packets.
    scene.layer.held.step('c', false);
    aliases('');
    expect(scene.waiting.map(({ topics }) => topics)).toEqual([['x']]);
  });

  it('matches the acknowledgements of a PUBLISH in both directions', () => {
    const scene = dropping({ topic: 'a/#', packet: ['PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP'] });
    const client = scene.connect('c').subscribe('s/#');
    client.publish('a/x', 1, 1).publish('b', 1, 2).publish('a/y', 2, 3).publish('b', 2, 4);
    client.send({ type: 'pubrel', packetId: 3 }, { type: 'pubrel', packetId: 4 });
    expect(client.heard()).toEqual(['puback 2', 'pubrec 4', 'pubcomp 4']);
    expect(scene.marks.map(({ direction }) => direction)).toEqual([
      'to-client',
      'to-client',
      'from-client',
    ]);
  });

  it('matches SUBSCRIBE and its answer by a filter', () => {
    const scene = dropping({ topic: 'a/#', packet: ['SUBACK'] });
    const client = scene.connect('c');
    const subscriptions = [subscription('x'), subscription('a/+/b')];
    client.send({ type: 'subscribe', packetId: 1, properties: [], subscriptions });
    client.send({ type: 'unsubscribe', packetId: 2, properties: [], filters: ['x'] });
    expect(client.heard()).toEqual(['unsuback 2']);
  });
});

it('qos, of a PUBLISH and of the acknowledged packet', () => {
  const scene = dropping({ qos: 2, direction: 'from-client' });
  const client = scene.connect('c').subscribe('none');
  client.publish('t', 1, 1).publish('t', 2, 2);
  expect(client.heard()).toEqual(['puback 1']);
  scene.rules({ match: { qos: 1, direction: 'to-client' }, do: 'drop' });
  expect(client.publish('t', 1, 3).publish('t', 2, 4).heard()).toEqual(['pubrec 4']);
});

describe('nth', () => {
  const match = { packet: 'PUBACK', nth: 2 };

  it('counts all together, each client or each connection', () => {
    const all = dropping(match);
    expect(['a', 'b', 'a'].map((id) => acknowledged(all, id, 3))).toEqual([
      [1, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
    const perClient = dropping({ ...match, per: 'client' });
    expect(['a', 'b', 'a'].map((id) => acknowledged(perClient, id, 3))).toEqual([
      [1, 3],
      [1, 3],
      [1, 2, 3],
    ]);
    const perConnection = dropping({ ...match, per: 'connection' });
    expect(['a', 'a'].map((id) => acknowledged(perConnection, id, 3))).toEqual([
      [1, 3],
      [1, 3],
    ]);
  });
});

it('chance, by its seed the same each time', () => {
  const kept = (seed: number) =>
    acknowledged(dropping({ packet: 'PUBACK', chance: 0.25, seed }), 'c', 100);
  const first = kept(1);
  expect(kept(1)).toEqual(first);
  expect(kept(2)).not.toEqual(first);
  expect(first.length).toBeGreaterThan(50);
  expect(first.length).toBeLessThan(95);
  expect(acknowledged(dropping({ packet: 'PUBACK', chance: 0 }), 'c', 20)).toHaveLength(20);
  expect(acknowledged(dropping({ packet: 'PUBACK', chance: 1 }), 'c', 20)).toEqual([]);
});

it('the first rule that acts decides, and later ones do not see the packet', () => {
  const scene = new FaultScene(
    { match: { packet: 'PUBACK', nth: 1 }, do: 'drop' },
    { match: { packet: 'PUBACK', nth: 1 }, do: 'duplicate' },
  );
  const client = scene.connect('c').publish('t', 1, 1).publish('t', 1, 2);
  expect(client.heard()).toEqual(['puback 2', 'puback 2']);
  expect(scene.layer.rules.map(({ matched, treated }) => [matched, treated])).toEqual([
    [2, 1],
    [1, 1],
  ]);
});

it('a disabled rule does nothing', () => {
  const scene = new FaultScene({ do: 'drop' });
  scene.layer.enable('a', false);
  expect(acknowledged(scene, 'c', 1)).toEqual([1]);
});
