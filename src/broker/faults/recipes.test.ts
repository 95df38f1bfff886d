/** Tests every example of docs/faults.md against its description. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ConnackPacket } from '../../mqtt/tables/packet.ts';
import { connectPacket, publishPacket } from '../core/broker.testkit.ts';
import type { FaultRule } from './faultRule.ts';
import { FaultScene } from './faults.testkit.ts';
import { parseRulesFile } from './rulesFile.ts';

const page = readFileSync(new URL('../../../docs/faults.md', import.meta.url), 'utf8');
const EXAMPLES: readonly FaultRule[] = [...page.matchAll(/^```json\n(.*?)^```/gms)].flatMap(
  ([, text = '']) => {
    const file = parseRulesFile(text);
    if (!file.ok) throw new Error(`${JSON.stringify(file.error)}\n${text}`);
    return file.rules;
  },
);

/** Skips the first example of the page, which is not a recipe. */
function sceneOf(id: string): FaultScene {
  const scene = new FaultScene();
  const rule = EXAMPLES.findLast((example) => example.id === id);
  if (rule === undefined) throw new Error(`No recipe ${id}.`);
  scene.layer.setRules([rule]);
  return scene;
}

/** A persistent session. */
const KEPT = {
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: 1000 }],
} as const;

describe('the recipe', () => {
  it.each([
    ['lost-puback', 1, ['puback 1']],
    ['lost-pubrec', 2, ['pubrec 1']],
  ] as const)(
    '%s: resent with DUP, it is acknowledged, and QoS 2 arrives once',
    (id, qos, said) => {
      const scene = sceneOf(id);
      const watcher = scene.connect('w').subscribe('t');
      const client = scene.connect('c', KEPT).publish('t', qos, 1);
      expect(client.heard()).toEqual([]);
      client.cut();
      const again = scene.connect('c', KEPT);
      again.send(publishPacket('t', 't', { qos, packetId: 1, dup: true }));
      expect(again.heard()).toEqual(said);
      expect(watcher.heard()).toHaveLength(qos === 2 ? 1 : 2);
    },
  );

  it.each(['lost-pubrel', 'lost-pubcomp'])('%s: PUBREL is resent and answered', (id) => {
    const scene = sceneOf(id);
    const watcher = scene.connect('w').subscribe('t');
    const client = scene.connect('c', KEPT).publish('t', 2, 1);
    client.send({ type: 'pubrel', packetId: 1 });
    expect(client.heard()).toEqual(['pubrec 1']);
    client.cut();
    const again = scene.connect('c', KEPT).send({ type: 'pubrel', packetId: 1 });
    const [pubcomp] = again.take();
    // 0x92 if the broker had completed it already (4.3.3).
    expect(pubcomp).toMatchObject({ type: 'pubcomp', packetId: 1 });
    expect(pubcomp).toMatchObject(id === 'lost-pubcomp' ? { reasonCode: 0x92 } : {});
    expect(watcher.heard()).toHaveLength(1);
  });

  it('duplicated-publish', () => {
    const scene = sceneOf('duplicated-publish');
    const client = scene.connect('c').subscribe('t').publish('t', 2, 9);
    const said = client.heard();
    expect(said).toContain('publish 1 t');
    expect(said).toContain('publish dup 1 t');
  });

  it('keep-alive-lost', () => {
    const scene = sceneOf('keep-alive-lost');
    const client = scene.connect('c', { keepAlive: 10 });
    client.send({ type: 'pingreq' }, { type: 'pingreq' });
    scene.pass(16_000);
    expect(client.heard()).toEqual([]);
    expect(client.isEnded).toBe(false);
    expect(scene.connect('c').send({ type: 'pingreq' }).heard()).toEqual(['pingresp']);
  });

  it('quota-exceeded', () => {
    const client = sceneOf('quota-exceeded').connect('c').publish('t', 1, 1).publish('t', 2, 2);
    expect(client.heard()).toEqual(['puback 1 97', 'pubrec 2 97']);
  });

  it('not-authorised', () => {
    const scene = sceneOf('not-authorised');
    const client = scene.connect('c').subscribe('t').publish('t', 1, 1);
    expect(client.heard()).toEqual(['puback 1']);
    expect(scene.told).toEqual(['answer not-authorised']);
  });

  it('restart-with-sessions', () => {
    const scene = sceneOf('restart-with-sessions');
    const client = scene
      .connect('c', KEPT)
      .publish('t', 1, 1)
      .publish('t', 1, 2)
      .publish('t', 1, 3);
    expect(client.heard()).toEqual(['puback 1', 'puback 2']);
    expect(client.isEnded).toBe(true);
    const again = scene.open();
    again.send(connectPacket('c', KEPT));
    expect(again.take()).toMatchObject([{ type: 'connack', sessionPresent: true }]);
  });

  it('server-moved', () => {
    const scene = sceneOf('server-moved');
    const client = scene.open();
    client.send(connectPacket('c'));
    const expected: Partial<ConnackPacket> = {
      type: 'connack',
      reasonCode: 0x9d,
      properties: [{ name: 'serverReference', value: 'other.example:1883' }],
    };
    expect(client.take()).toMatchObject([expected]);
    expect(client.isEnded).toBe(true);
  });

  it('of the page is tested here', () => {
    expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(10);
    expect(EXAMPLES).toHaveLength(11);
  });
});
