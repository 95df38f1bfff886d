import { describe, expect, it } from 'vitest';
import { connectPacket, publishPacket } from '../core/broker.testkit.ts';
import { commandFaults, type FaultCommand, type FaultReply } from './commands.ts';
import { FaultScene } from './faults.testkit.ts';

function command(scene: FaultScene, given: FaultCommand): FaultReply {
  const reply = commandFaults(scene.layer, given, scene.now);
  scene.flush();
  return reply;
}

const DROP = { id: 'x', match: { packet: 'PUBACK' }, do: 'drop' };

describe('commands', () => {
  it('set rules, list them with their counts, and switch them', () => {
    const scene = new FaultScene();
    const client = scene.connect('c');
    command(scene, {
      kind: 'set-rules',
      rules: { version: 1, rules: [{ ...DROP, match: { packet: 'PUBACK', nth: 2 } }] },
    });
    expect(client.publish('t', 1, 1).publish('t', 1, 2).heard()).toEqual(['puback 1']);
    expect(command(scene, { kind: 'list-rules' })).toMatchObject({
      rules: [{ rule: { id: 'x' }, enabled: true, matched: 2, treated: 1 }],
    });
    expect(command(scene, { kind: 'enable-rule', rule: 'x', enabled: false })).toMatchObject({
      rules: [{ enabled: false }],
    });
    client.publish('t', 1, 3);
    expect(command(scene, { kind: 'list-rules' })).toMatchObject({ rules: [{ matched: 2 }] });
    expect(command(scene, { kind: 'enable-rule', rule: 'y', enabled: true })).toEqual({
      kind: 'refused',
      reason: 'There is no rule with this id.',
      fact: { key: 'no-rule', args: {} },
    });
  });

  it('keep the counts of unchanged rules, and reset those of others', () => {
    const scene = new FaultScene();
    const other = { ...DROP, id: 'y', match: { packet: 'PINGRESP' } };
    const set = (...rules: readonly object[]): FaultReply =>
      command(scene, { kind: 'set-rules', rules: { version: 1, rules } });
    set(DROP, other);
    scene.connect('c').publish('t', 1, 1).send({ type: 'pingreq' });
    expect(set({ ...other, do: 'duplicate' }, { ...DROP, enabled: false })).toMatchObject({
      rules: [
        { rule: { id: 'y' }, matched: 0, treated: 0 },
        { rule: { id: 'x' }, enabled: false, matched: 1, treated: 1 },
      ],
    });
  });

  it('reject rules with path and reason, and keep the earlier ones', () => {
    const scene = new FaultScene({ do: 'drop' });
    const rules = { version: 1, rules: [DROP, { ...DROP, id: 'y', match: { qos: 3 } }] };
    expect(command(scene, { kind: 'set-rules', rules })).toEqual({
      kind: 'refused',
      path: 'rules[1].match.qos',
      reason: 'must be 0, 1 or 2',
      fact: { key: 'member', args: { why: { key: 'qos', args: {} } } },
    });
    expect(scene.layer.rules.map(({ rule }) => rule.id)).toEqual(['a']);
  });

  it('release waiting packets', () => {
    const scene = new FaultScene({ match: { packet: 'PUBACK' }, do: 'hold' });
    const client = scene.connect('c').publish('t', 1, 1);
    expect(command(scene, { kind: 'list-waiting' })).toMatchObject({
      packets: [{ connection: client.id, client: 'c', type: 'puback', rule: 'a', size: 6 }],
    });
    expect(command(scene, { kind: 'release', packet: 'all' })).toEqual({
      kind: 'released',
      count: 1,
    });
    expect(client.heard()).toEqual(['puback 1']);
  });
});

it('cut connections: the sessions stay, and messages in flight are resent [MQTT-4.4.0-1]', () => {
  const scene = new FaultScene();
  const options = {
    cleanStart: false,
    properties: [{ name: 'sessionExpiryInterval', value: 99 }],
  } as const;
  const clients = ['a', 'b', 'c'].map((id) => scene.connect(id, options));
  clients[0]?.subscribe('t').publish('t', 1);
  expect(clients[0]?.heard()).toContain('publish 1 t');
  expect(command(scene, { kind: 'cut', client: 'c' })).toEqual({ kind: 'cut', count: 1 });
  expect(clients.map(({ isEnded }) => isEnded)).toEqual([false, false, true]);
  expect(command(scene, { kind: 'cut' })).toEqual({ kind: 'cut', count: 2 });
  expect(scene.broker.statistics).toMatchObject({ connections: 0, sessions: 3 });
  const again = scene.open();
  again.send(connectPacket('a', options));
  expect(again.heard()).toEqual(['connack', 'publish dup 1 t']);
});

describe('step mode', () => {
  it('each packet of the client waits until it is released individually', () => {
    const scene = new FaultScene();
    const other = scene.connect('other').subscribe('#');
    const client = scene.connect('c').subscribe('t');
    command(scene, { kind: 'step', client: 'c', withPings: false });
    client.publish('t', 2, 1).publish('u', 0);
    expect(other.heard()).toEqual([]);
    expect(scene.waiting).toMatchObject([
      { direction: 'from-client', type: 'publish', waitsFor: 'step' },
      { direction: 'from-client', type: 'publish', waitsFor: 'step' },
    ]);
    expect(command(scene, { kind: 'let-go', client: 'c' })).toMatchObject({ count: 1 });
    expect(other.heard()).toEqual(['publish 1 t']);
    // The broker's PUBREC and delivery wait too.
    expect(client.heard()).toEqual([]);
    expect(command(scene, { kind: 'let-go', client: 'c', direction: 'to-client' })).toMatchObject({
      count: 1,
    });
    expect(client.heard()).toHaveLength(1);
    expect(other.heard()).toEqual([]);
    command(scene, { kind: 'end-step', client: 'c' });
    expect(client.heard()).toHaveLength(1);
    expect(other.heard()).toEqual(['publish u']);
    expect(command(scene, { kind: 'let-go', client: 'c' })).toMatchObject({ count: 0 });
    expect(scene.told.filter((text) => text.startsWith('release'))).toHaveLength(4);
    expect(client.publish('v', 1, 9).heard()).toEqual(['puback 9']);
  });

  it('lets PINGREQ and PINGRESP pass unless requested', () => {
    const scene = new FaultScene();
    const client = scene.connect('c');
    command(scene, { kind: 'step', client: 'c', withPings: false });
    client.publish('t', 1, 1).send({ type: 'pingreq' });
    expect(client.heard()).toEqual(['pingresp']);
    command(scene, { kind: 'step', client: 'c', withPings: true });
    client.send({ type: 'pingreq' });
    expect(client.heard()).toEqual([]);
    expect(scene.waiting.map(({ type }) => type)).toEqual(['publish', 'pingreq']);
  });

  it('follows the rules: dropped packets do not wait, delayed ones wait for both', () => {
    const scene = new FaultScene(
      { match: { topic: 'gone' }, do: 'drop' },
      { match: { topic: 'slow' }, do: { action: 'delay', milliseconds: 50 } },
    );
    const client = scene.connect('c');
    command(scene, { kind: 'step', client: 'c', withPings: false });
    client.publish('gone', 1, 1).publish('slow', 1, 2);
    expect(scene.waiting).toHaveLength(1);
    command(scene, { kind: 'let-go', client: 'c' });
    expect(scene.waiting).toMatchObject([{ type: 'publish', waitsFor: 'time' }]);
    scene.pass(50);
    expect(scene.waiting).toMatchObject([{ type: 'puback', waitsFor: 'step' }]);
  });
});

describe('the list of waiting packets', () => {
  it('has identifier, topics (also of an alias or an acknowledgement) and first bytes', () => {
    const scene = new FaultScene();
    const client = scene.connect('c');
    command(scene, { kind: 'step', client: 'c', withPings: false });
    const alias = [{ name: 'topicAlias', value: 1 } as const];
    client.send(
      publishPacket('a/b', 'x', { qos: 1, packetId: 7, properties: alias }),
      publishPacket('', 'y', { properties: alias }),
      publishPacket('c', 'z', { properties: alias }),
    );
    client.send({ type: 'unsubscribe', packetId: 8, properties: [], filters: ['d', 'e'] });
    const [first] = scene.waiting;
    expect(scene.waiting.map(({ packetId, topics }) => [packetId, ...topics])).toEqual([
      [7, 'a/b'],
      [undefined, 'a/b'],
      [undefined, 'c'],
      [8, 'd', 'e'],
    ]);
    expect(first).toMatchObject({ type: 'publish', version: 5, start: 'MgwAA2EvYgAHAyMAAXg=' });
    command(scene, { kind: 'let-go', client: 'c' });
    expect(scene.waiting.at(-1)).toMatchObject({ type: 'puback', packetId: 7, topics: ['a/b'] });
  });

  it('shortens long filters', () => {
    const scene = new FaultScene({ match: { packet: 'UNSUBSCRIBE' }, do: 'hold' });
    const filters = Array.from({ length: 9 }, (_, at) => `${at}${'x'.repeat(1000)}`);
    scene.connect('c').send({ type: 'unsubscribe', packetId: 8, properties: [], filters });
    const [{ topics } = { topics: [] }] = scene.waiting;
    expect(topics.map((topic) => topic.length)).toEqual([512, 512, 512, 512]);
  });

  it('omits the bytes of CONNECT and AUTH, which may contain secrets', () => {
    const scene = new FaultScene({ match: { packet: ['CONNECT', 'AUTH'] }, do: 'hold' });
    scene.open().send(connectPacket('c'));
    expect(scene.waiting).toMatchObject([{ type: 'connect', client: 'c', start: '' }]);
  });

  it('has the oldest 200 and the total', () => {
    const scene = new FaultScene({ match: { packet: 'PUBLISH' }, do: 'hold' });
    const clients = [scene.connect('a'), scene.connect('b')];
    for (let at = 0; at < 150; at += 1) for (const client of clients) client.publish('t');
    const reply = command(scene, { kind: 'list-waiting' });
    const packets = reply.kind === 'waiting' ? reply.packets : [];
    expect(reply).toMatchObject({ kind: 'waiting', total: 300 });
    expect(packets).toHaveLength(200);
    expect(packets.map(({ client }) => client).slice(0, 4)).toEqual(['a', 'b', 'a', 'b']);
    command(scene, { kind: 'release', packet: packets[0]?.packet ?? 0 });
    expect(command(scene, { kind: 'list-waiting' })).toMatchObject({ total: 299 });
    command(scene, { kind: 'release', packet: 'all' });
    expect(command(scene, { kind: 'list-waiting' })).toMatchObject({ total: 0, packets: [] });
  });
});
