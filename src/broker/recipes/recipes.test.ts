import { describe, expect, it } from 'vitest';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { connectPacket, publishPacket } from '../core/broker.testkit.ts';
import { type FaultClient, FaultScene } from '../faults/faults.testkit.ts';
import { parseRules } from '../faults/parseRules.ts';
import { RECIPES, type RecipeId, type RecipeRun } from './recipe.ts';
import { Recipes } from './recipes.ts';

const VERSIONS = [3, 4, 5] as const;

class RecipeScene {
  readonly scene = new FaultScene();
  readonly asked: string[] = [];
  readonly recipes = new Recipes(this.scene.layer, (command) => {
    if (command.kind === 'restart') {
      this.asked.push(`restart ${command.withSessions} ${command.downFor}`);
      return { kind: 'done' };
    }
    if (!this.scene.layer.ends.isConnected(command.client)) return { kind: 'refused', reason: '' };
    this.asked.push(`take over ${command.client}`);
    return { kind: 'done' };
  });

  start(recipe: RecipeId, client?: string): RecipeRun {
    const command = { kind: 'start-recipe', recipe } as const;
    const reply = this.recipes.command(
      client === undefined ? command : { ...command, client },
      this.scene.now,
    );
    this.scene.flush();
    if (reply.kind !== 'recipes') throw new Error(reply.reason);
    const [newest] = reply.runs;
    if (newest === undefined) throw new Error('The run is not listed.');
    return newest;
  }

  get runs(): readonly RecipeRun[] {
    const reply = this.recipes.command({ kind: 'list-recipes' }, this.scene.now);
    return reply.kind === 'recipes' ? reply.runs : [];
  }

  /** With a persistent session. */
  connect(client: string, version: ProtocolVersion): FaultClient {
    return this.scene.connect(client, kept(version));
  }
}

function kept(version: ProtocolVersion): Parameters<typeof connectPacket>[1] {
  return version === 5
    ? {
        version,
        cleanStart: false,
        properties: [{ name: 'sessionExpiryInterval', value: 1000 }],
      }
    : { version, cleanStart: false };
}

describe.each(VERSIONS)('MQTT level %d', (version) => {
  it.each([
    ['lost-puback', 1, ['puback 1'], 2],
    ['lost-pubrec', 2, ['pubrec 1'], 1],
  ] as const)(
    '%s: the connection breaks; resent with DUP it is acknowledged [MQTT-4.4.0-1]',
    (recipe, qos, said, arrived) => {
      const { scene, ...rest } = sceneWith(recipe, 'c');
      const watcher = scene.connect('w').subscribe('t');
      const client = rest.connect('c', version).publish('t', qos, 1);
      expect(client.heard()).toEqual([]);
      expect(client.isEnded).toBe(true);
      expect(rest.state()).toMatchObject({ state: 'done', struck: { client: 'c' } });
      const again = rest.connect('c', version);
      again.send(publishPacket('t', 't', { qos, packetId: 1, dup: true }));
      expect(again.heard()).toEqual(said);
      if (qos === 2) again.send({ type: 'pubrel', packetId: 1 });
      expect(watcher.heard()).toHaveLength(arrived);
      expect(scene.told).toEqual([`cut ${recipe}`]);
    },
  );

  it.each(['lost-pubrel', 'lost-pubcomp'] as const)('%s: PUBREL is resent', (recipe) => {
    const { scene, ...rest } = sceneWith(recipe);
    const watcher = scene.connect('w').subscribe('t');
    const client = rest.connect('c', version).publish('t', 2, 1);
    client.send({ type: 'pubrel', packetId: 1 });
    expect(client.heard()).toEqual(['pubrec 1']);
    expect(client.isEnded).toBe(true);
    const again = rest.connect('c', version).send({ type: 'pubrel', packetId: 1 });
    expect(again.take()).toMatchObject([{ type: 'pubcomp', packetId: 1 }]);
    expect(watcher.heard()).toHaveLength(1);
  });

  it('duplicated-publish: one message above QoS 0 arrives twice, the next ones once', () => {
    const { ...rest } = sceneWith('duplicated-publish', 'c');
    const client = rest.connect('c', version).subscribe('t').publish('t', 0);
    client.publish('t', 1, 9).publish('t', 1, 10);
    const deliveries = client.heard().filter((word) => word.startsWith('publish'));
    expect(deliveries).toEqual([
      'publish t',
      'publish 1 t',
      'publish dup 1 t',
      expect.stringMatching(/^publish \d+ t$/),
    ]);
  });

  it('keep-alive-lost: nothing passes after PINGREQ; a new connection works', () => {
    const { scene, ...rest } = sceneWith('keep-alive-lost', 'c');
    const client = scene.connect('c', { ...kept(version), keepAlive: 10 });
    client.send({ type: 'pingreq' }).publish('t', 1, 1);
    scene.pass(16_000);
    expect(client.heard()).toEqual([]);
    expect(client.isEnded).toBe(false);
    expect(rest.connect('c', version).send({ type: 'pingreq' }).heard()).toEqual(['pingresp']);
  });

  it('quota-exceeded: one PUBLISH is rejected, or before MQTT 5 acknowledged and dropped', () => {
    const { scene, ...rest } = sceneWith('quota-exceeded', 'c');
    const watcher = scene.connect('w').subscribe('#');
    const client = rest.connect('c', version).publish('t', 0).publish('t', 2, 1);
    expect(client.heard()).toEqual([version === 5 ? 'pubrec 1 97' : 'pubrec 1']);
    // [MQTT-3.3.5-2] of 3.1.1: a positive acknowledgement according to its QoS.
    client.send({ type: 'pubrel', packetId: 1 });
    expect(client.heard()).toEqual([version === 5 ? 'pubcomp 1 92' : 'pubcomp 1']);
    client.publish('t', 1, 2);
    expect(client.heard()).toEqual(['puback 2']);
    expect(watcher.heard()).toHaveLength(2);
  });

  it('not-authorised: one SUBSCRIBE is rejected', () => {
    const rest = sceneWith('not-authorised', 'c');
    const client = rest.connect('c', version);
    client.send({
      type: 'subscribe',
      packetId: 5,
      properties: [],
      subscriptions: [
        { filter: 't', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 },
      ],
    });
    expect(client.take()).toMatchObject([
      { type: 'suback', packetId: 5, reasonCodes: [{ 3: 1, 4: 0x80, 5: 0x87 }[version]] },
    ]);
    expect(client.publish('t', 1, 1).heard()).toEqual(['puback 1']);
  });

  it('not-authorised: one PUBLISH is rejected', () => {
    const client = sceneWith('not-authorised', 'c').connect('c', version);
    client.publish('t', 1, 1).publish('t', 1, 2);
    expect(client.heard()).toEqual([version === 5 ? 'puback 1 87' : 'puback 1', 'puback 2']);
  });

  it('server-moved: the connection ends at once, in MQTT 5 with another server’s name', () => {
    const recipe = new RecipeScene();
    const client = recipe.connect('c', version);
    const other = recipe.connect('o', version);
    const run = recipe.start('server-moved', 'c');
    expect(run).toMatchObject({ state: 'done', struck: { client: 'c' } });
    expect(client.take()).toMatchObject(
      version === 5
        ? [
            {
              type: 'disconnect',
              reasonCode: 0x9d,
              properties: [{ name: 'serverReference', value: 'other.example:1883' }],
            },
          ]
        : [],
    );
    expect(client.isEnded).toBe(true);
    expect(other.send({ type: 'pingreq' }).heard()).toEqual(['pingresp']);
    expect(recipe.connect('c', version).isEnded).toBe(false);
  });

  it('server-moved: a disconnected client is rejected when it connects', () => {
    const recipe = new RecipeScene();
    expect(recipe.start('server-moved', 'c').state).toBe('waiting');
    const client = recipe.scene.open(version);
    client.send(connectPacket('c', kept(version)));
    expect(client.take()).toMatchObject([
      { type: 'connack', reasonCode: version === 5 ? 0x9d : 3 },
    ]);
    expect(client.isEnded).toBe(true);
  });

  it('take-over: a disconnected client is taken over once it is accepted', () => {
    const recipe = new RecipeScene();
    expect(recipe.start('take-over').state).toBe('waiting');
    const client = recipe.connect('c', version);
    expect(recipe.runs[0]?.state).toBe('waiting');
    client.send({ type: 'pingreq' });
    recipe.recipes.settle();
    expect(recipe.asked).toEqual(['take over c']);
    expect(recipe.runs[0]).toMatchObject({ state: 'done', struck: { client: 'c' } });
    expect(client.heard()).toEqual(['pingresp']);
  });
});

/** A scene with the recipe started. */
function sceneWith(recipe: RecipeId, client?: string) {
  const made = new RecipeScene();
  const { run } = made.start(recipe, client);
  return {
    scene: made.scene,
    connect: (id: string, version: ProtocolVersion) => made.connect(id, version),
    state: () => made.runs.find((one) => one.run === run),
  };
}

describe('runs', () => {
  it('affect only the exact client that was selected', () => {
    const recipe = new RecipeScene();
    recipe.start('lost-puback', 'c*');
    const other = recipe.connect('c1', 5).publish('t', 1, 1);
    expect(other.heard()).toEqual(['puback 1']);
    expect(recipe.runs[0]?.state).toBe('waiting');
    expect(recipe.connect('c*', 5).publish('t', 1, 1).isEnded).toBe(true);
  });

  it('precede the user’s rules, and do not change them or their counts', () => {
    const recipe = new RecipeScene();
    const parsed = parseRules({
      version: 1,
      rules: [{ id: 'mine', match: { packet: 'PUBACK', nth: 1 }, do: 'drop' }],
    });
    if (!parsed.ok) throw new Error(parsed.error.key);
    recipe.scene.layer.setRules(parsed.rules);
    recipe.start('lost-puback');
    recipe.connect('c', 5).publish('t', 1, 1);
    expect(recipe.scene.layer.rules).toMatchObject([{ matched: 0, treated: 0 }]);
    recipe.connect('c', 5).publish('t', 1, 2);
    expect(recipe.scene.layer.rules).toMatchObject([{ matched: 1, treated: 1 }]);
    expect(recipe.scene.told).toEqual(['cut lost-puback', 'drop mine']);
  });

  it('can be stopped while they wait', () => {
    const recipe = new RecipeScene();
    const { run } = recipe.start('lost-puback');
    expect(recipe.recipes.command({ kind: 'stop-recipe', run }, 0)).toMatchObject({
      runs: [{ run, state: 'stopped', struck: undefined }],
    });
    expect(recipe.connect('c', 5).publish('t', 1, 1).heard()).toEqual(['puback 1']);
    expect(recipe.recipes.command({ kind: 'stop-recipe', run: 99 }, 0).kind).toBe('refused');
  });

  it('of restarts are executed at once', () => {
    const recipe = new RecipeScene();
    expect(recipe.start('restart-with-sessions', 'c')).toMatchObject({
      state: 'done',
      client: undefined,
      struck: { client: undefined },
    });
    recipe.start('restart-without-sessions');
    expect(recipe.asked).toEqual(['restart true 1000', 'restart false 1000']);
  });

  it('take over a connected client at once', () => {
    const recipe = new RecipeScene();
    recipe.connect('c', 5);
    expect(recipe.start('take-over', 'c').state).toBe('done');
    expect(recipe.asked).toEqual(['take over c']);
  });

  it('are remembered: the last 50, and waiting ones', () => {
    const recipe = new RecipeScene();
    recipe.start('lost-puback');
    for (let at = 0; at < 60; at += 1) recipe.start('restart-with-sessions');
    expect(recipe.runs).toHaveLength(51);
    expect(recipe.runs.at(-1)).toMatchObject({ run: 1, state: 'waiting' });
    for (let at = 0; at < 49; at += 1) recipe.start('lost-puback');
    expect(() => recipe.start('lost-puback')).toThrow('Too many');
  });

  it('let bytes pass unchanged once they have ended', () => {
    const recipe = new RecipeScene();
    recipe.start('lost-puback');
    recipe.connect('c', 5).publish('t', 1, 1);
    const client = recipe.connect('d', 5);
    const bytes = new Uint8Array([0xc0, 0]);
    client.sendBytes(bytes.subarray(0, 1)).sendBytes(bytes.subarray(1));
    expect(client.heard()).toEqual(['pingresp']);
  });

  it('exist for every recipe', () => {
    const recipe = new RecipeScene();
    for (const id of RECIPES) expect(recipe.start(id).recipe).toBe(id);
  });
});
