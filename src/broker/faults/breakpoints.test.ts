/** Tests of packets that wait for a user's decision. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import { publishPacket } from '../core/broker.testkit.ts';
import { commandFaults } from './commands.ts';
import { FaultScene } from './faults.testkit.ts';
import { writeRules } from './writeRules.ts';

const STOP = {
  match: { packet: 'PUBLISH', direction: 'from-client' },
  do: { action: 'hold', keepAlive: true },
} as const;

function stopped(scene: FaultScene): number {
  const [first] = scene.waiting;
  if (first === undefined) throw new Error('Nothing waits.');
  return first.packet;
}

function decide(
  scene: FaultScene,
  forward: readonly Uint8Array[],
  back: readonly Uint8Array[] = [],
): string | undefined {
  const why = scene.layer.held.decide(stopped(scene), { forward, back }, scene.now);
  scene.flush();
  return why;
}

const message = (topic: string, options: Partial<PublishPacket> = {}): Uint8Array =>
  encode(publishPacket(topic, topic, options), 5);

describe('a waiting packet', () => {
  it('is shown in full', () => {
    const scene = new FaultScene(STOP);
    scene.connect('c').publish('plant/a', 1, 7);
    const whole = scene.layer.held.waitingPacket(stopped(scene));
    expect(whole).toEqual({
      bytes: message('plant/a', { qos: 1, packetId: 7 }),
      direction: 'from-client',
      version: 5,
    });
  });

  it('does not show a CONNECT, which may hold secrets', () => {
    const scene = new FaultScene({ match: { packet: 'CONNECT' }, do: 'hold' });
    scene.connect('c');
    expect(scene.layer.held.waitingPacket(stopped(scene))).toMatchObject({ bytes: undefined });
  });

  it('is forwarded changed, and both ends stay in sync', () => {
    const scene = new FaultScene(STOP);
    const watcher = scene.connect('w').subscribe('#');
    const client = scene.connect('c').publish('plant/a', 1, 7).publish('plant/next');
    expect(decide(scene, [message('plant/b', { qos: 1, packetId: 7 })])).toBeUndefined();
    scene.layer.held.release('all', scene.now);
    scene.flush();
    expect(watcher.heard()).toEqual(['publish 1 plant/b', 'publish plant/next']);
    expect(client.heard()).toEqual(['puback 7']);
    expect(scene.told).toEqual(['hold a', 'hold a', 'edit a', 'release a']);
  });

  it('is sent twice, dropped, or answered instead of the broker', () => {
    const scene = new FaultScene(STOP);
    const watcher = scene.connect('w').subscribe('#');
    const client = scene.connect('c').publish('twice');
    decide(scene, [message('twice'), message('twice')]);
    client.publish('dropped', 1, 8);
    decide(scene, []);
    client.publish('answered', 1, 9);
    decide(scene, [], [encode({ type: 'puback', packetId: 9, reasonCode: 0, properties: [] }, 5)]);
    expect(watcher.heard()).toEqual(['publish twice', 'publish twice']);
    expect(client.heard()).toEqual(['puback 9']);
    expect(scene.waiting).toEqual([]);
    expect(scene.told.slice(-2)).toEqual(['hold a', 'drop a']);
  });

  it('is changed on its way to the client, too', () => {
    const scene = new FaultScene({
      match: { packet: 'PUBLISH', direction: 'to-client' },
      do: 'hold',
    });
    const watcher = scene.connect('w').subscribe('#');
    scene.connect('c').publish('plant/a', 1, 7);
    decide(scene, [message('plant/b', { qos: 1, packetId: 1 })]);
    expect(watcher.heard()).toEqual(['publish 1 plant/b']);
  });

  it.each([
    ['half a packet', [message('t').subarray(0, 4)], 'no packet'],
    ['two packets in one', [Uint8Array.of(...message('t'), ...message('u'))], 'no packet'],
    ['nothing', [new Uint8Array()], 'no packet'],
    ['an invalid length', [Uint8Array.of(0x30, 255, 255, 255, 255, 1)], 'no packet'],
  ])('accepts nothing that breaks framing: %s', (_what, forward, why) => {
    const scene = new FaultScene(STOP);
    scene.connect('c').publish('plant/a');
    expect(decide(scene, forward)).toBe(why);
    expect(scene.waiting).toHaveLength(1);
  });

  it('can be decided once', () => {
    const scene = new FaultScene(STOP);
    scene.connect('c').publish('plant/a');
    const packet = stopped(scene);
    decide(scene, []);
    expect(scene.layer.held.decide(packet, { forward: [], back: [] }, scene.now)).toBe('gone');
  });

  it('any decision passes complete packets in order, and all later packets are read', () => {
    const payloads = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(fc.array(fc.tuple(payloads, fc.nat(3)), { maxLength: 8 }), (edits) => {
        const scene = new FaultScene(STOP);
        const watcher = scene.connect('w').subscribe('#');
        const client = scene.connect('c');
        const expected: string[] = [];
        for (const [payload, kind] of edits) {
          client.publish('plant/a', 1, 7);
          const edited = message(`edited/${kind}`, { payload, qos: 1, packetId: 7 });
          const forward = [[], [edited], [edited, edited], [edited.subarray(0, -1)]][kind] ?? [];
          const why = decide(scene, forward);
          expect(why).toBe(kind === 3 ? 'no packet' : undefined);
          if (why !== undefined) decide(scene, []);
          else expected.push(...forward.map(() => `edited/${kind}`));
        }
        client.publish('last');
        scene.layer.held.release('all', scene.now);
        scene.flush();
        const topics = watcher.heard().map((told) => told.split(' ').at(-1));
        expect(topics).toEqual([...expected, 'last']);
      }),
      { numRuns: tries(60) },
    );
  });
});

describe('keep alive while a packet waits', () => {
  it('is kept for both ends if the rule requests it [MQTT-3.1.2-22]', () => {
    const scene = new FaultScene(STOP);
    const client = scene.connect('c', { keepAlive: 10 }).publish('plant/a', 1, 7);
    scene.pass(60_000);
    // The client also sends PINGREQ and gets its own answers.
    client.send({ type: 'pingreq' });
    expect(client.heard()).toEqual(['pingresp']);
    scene.pass(60_000);
    expect(client.isEnded).toBe(false);
    scene.layer.held.release('all', scene.now);
    scene.flush();
    expect(client.heard()).toEqual(['puback 7']);
    scene.pass(15_000);
    expect(client.isEnded).toBe(true);
  });

  it('forwards the packet unchanged after the given time, unless the user decides first', () => {
    const scene = new FaultScene({ ...STOP, do: { action: 'hold', releaseAfter: 5000 } });
    const watcher = scene.connect('w').subscribe('#');
    scene.connect('c').publish('first').publish('second');
    expect(scene.waiting.map(({ until }) => until)).toEqual([scene.now + 5000, scene.now + 5000]);
    decide(scene, [message('changed')]);
    scene.pass(4999);
    expect(watcher.heard()).toEqual(['publish changed']);
    scene.pass(1);
    expect(watcher.heard()).toEqual(['publish second']);
    expect(scene.waiting).toEqual([]);
  });

  it('is not kept if it is disabled', () => {
    const scene = new FaultScene({ ...STOP, do: 'hold' });
    const client = scene.connect('c', { keepAlive: 10 }).publish('plant/a', 1, 7);
    scene.pass(15_000);
    expect(client.isEnded).toBe(true);
  });
});

describe('a rule with a display filter', () => {
  it('is applied to each packet', () => {
    const scene = new FaultScene({ match: { packet: 'PUBLISH', filter: 'size > 30' }, do: 'drop' });
    const watcher = scene.connect('w').subscribe('#');
    scene.connect('c').publish('short').publish('a topic that is rather long');
    expect(watcher.heard()).toEqual(['publish short']);
  });

  it('is rejected with the position of the error', () => {
    const scene = new FaultScene();
    const rules = { version: 1, rules: [{ id: 'a', match: { filter: '?' }, do: 'drop' }] };
    expect(commandFaults(scene.layer, { kind: 'set-rules', rules }, 0)).toMatchObject({
      kind: 'refused',
      path: 'rules[0].match.filter',
    });
  });
});

it('a rule that is removed releases its packets, and those behind them', () => {
  const scene = new FaultScene(STOP);
  const watcher = scene.connect('w').subscribe('#');
  scene.connect('c').publish('a', 1, 7).publish('b').publish('c');
  expect(scene.waiting).toHaveLength(3);
  const left = writeRules(scene.layer.rules.map(({ rule }) => ({ ...rule, enabled: true })));
  commandFaults(scene.layer, { kind: 'set-rules', rules: left }, scene.now);
  expect(scene.waiting).toHaveLength(3);
  commandFaults(scene.layer, { kind: 'set-rules', rules: { version: 1, rules: [] } }, scene.now);
  scene.flush();
  expect(scene.waiting).toEqual([]);
  expect(watcher.heard()).toEqual(['publish 1 a', 'publish b', 'publish c']);
});

describe('a rule that changes packets', () => {
  it.each([
    ['topic', { topic: 'other' }, 'publish other'],
    ['payload', { payload: 'aGk=' }, 'publish t'],
  ])('%s', (_what, set, told) => {
    const scene = new FaultScene({
      match: { packet: 'PUBLISH', direction: 'from-client' },
      do: { action: 'edit', set },
    });
    const watcher = scene.connect('w').subscribe('#');
    scene.connect('c').publish('t');
    const [packet] = watcher.take();
    expect(packet).toMatchObject({
      topic: told.split(' ')[1],
      payload: new TextEncoder().encode('payload' in set ? 'hi' : 't'),
    });
  });

  it('reason code of an acknowledgement', () => {
    const scene = new FaultScene({
      match: { packet: 'PUBACK' },
      do: { action: 'edit', set: { reasonCode: '0x97' } },
    });
    expect(scene.connect('c').publish('t', 1, 7).heard()).toEqual(['puback 7 97']);
  });

  it('a message with an alias keeps its alias', () => {
    const scene = new FaultScene({
      match: { packet: 'PUBLISH', direction: 'from-client', nth: 2 },
      do: { action: 'edit', set: { topic: 'other' } },
    });
    const watcher = scene.connect('w').subscribe('#');
    const alias = [{ name: 'topicAlias', value: 1 }] as const;
    const client = scene.connect('c');
    client.send(publishPacket('plant/a', '1', { properties: alias }));
    for (const text of ['2', '3']) client.send(publishPacket('', text, { properties: alias }));
    expect(watcher.heard()).toEqual(['publish plant/a', 'publish other', 'publish plant/a']);
  });
});
