/** Tests of recipes for the broker as a whole, over the control interface. */
import { base64 } from '@scure/base';
import { expect, it } from 'vitest';
import { ControlledScene } from '../control/control.testkit.ts';
import { CONTROL_VERSION } from '../control/control.ts';
import type { SentMark } from '../tap/commands.ts';
import type { RecipeId, RecipeRun } from './recipe.ts';

const KEPT = {
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: 1000 }],
} as const;

function start(scene: ControlledScene, recipe: RecipeId, client?: string): RecipeRun | undefined {
  const command = { kind: 'start-recipe', recipe } as const;
  return scene.asked('recipes', client === undefined ? command : { ...command, client }).runs[0];
}

it.each([
  ['restart-with-sessions', true],
  ['restart-without-sessions', false],
] as const)(
  '%s: all clients are disconnected for a second; session present: %s',
  (recipe, present) => {
    const scene = new ControlledScene();
    const clients = ['a', 'b'].map((id) => scene.connect(id, KEPT));
    clients[0]?.subscribe({ filter: 't', qos: 1 });
    expect(start(scene, recipe)).toMatchObject({ state: 'done', struck: { client: undefined } });
    expect(clients.map((client) => [client.take(), client.isEnded])).toEqual([
      [[], true],
      [[], true],
    ]);
    scene.pass(1500);
    const again = scene.connect('a', KEPT);
    expect(again.connack).toMatchObject({ reasonCode: 0, sessionPresent: present });
    scene.connect('b', KEPT).publish('t', 'x', { qos: 1, packetId: 1 });
    expect(again.takeMessages()).toHaveLength(present ? 1 : 0);
  },
);

it('a waiting recipe survives a restart', () => {
  const scene = new ControlledScene();
  start(scene, 'lost-puback', 'a');
  start(scene, 'restart-without-sessions');
  scene.pass(1500);
  const client = scene.connect('a', KEPT).publish('t', 'x', { qos: 1, packetId: 1 });
  expect(client.isEnded).toBe(true);
  expect(scene.asked('recipes', { kind: 'list-recipes' }).runs).toMatchObject([
    { recipe: 'restart-without-sessions', state: 'done' },
    { recipe: 'lost-puback', state: 'done', struck: { client: 'a' } },
  ]);
});

it.each([3, 4, 5] as const)(
  'take-over: a client of level %d is disconnected, and its session stays [MQTT-3.1.4-3]',
  (version) => {
    const scene = new ControlledScene();
    const kept = version === 5 ? KEPT : ({ version, cleanStart: false } as const);
    const client = scene.connect('a', kept);
    client.subscribe('t');
    expect(start(scene, 'take-over', 'a')?.state).toBe('done');
    expect(client.take()).toMatchObject(
      version === 5 ? [{ type: 'disconnect', reasonCode: 0x8e }] : [],
    );
    expect(client.isEnded).toBe(true);
    const again = scene.connect('a', kept);
    scene.connect('b').publish('t', 'x');
    expect(again.takeMessages()).toHaveLength(1);
  },
);

it.each(['take-over', 'server-moved', 'restart-with-sessions'] as const)(
  '%s: the broker’s resulting actions are marked with its name',
  (recipe) => {
    for (const version of [4, 5] as const) {
      const scene = new ControlledScene();
      const client = scene.connect('a', { ...KEPT, version });
      scene.connect('b');
      const marks: SentMark[] = [];
      const session = scene.broker.control({
        tell: (answer) => marks.push(...(answer.kind === 'marks' ? answer.marks : [])),
        packets: () => undefined,
        backlog: 0,
        close: () => undefined,
      });
      session.receive({ kind: 'hello', version: CONTROL_VERSION }, scene.now);
      const command = { kind: 'watch-marks', client: 'a' };
      session.receive({ kind: 'ask', id: 1, command }, scene.now);
      start(scene, recipe, 'a');
      const hasWord = version === 5 && recipe !== 'restart-with-sessions';
      expect(client.isEnded).toBe(true);
      const told = marks.map(({ rule, action, direction, packet }) => [
        `${rule} ${action} ${direction}`,
        base64.decode(packet)[0],
      ]);
      const word = [`${recipe} made to-client`, 0xe0];
      const end = [`${recipe} cut to-client`, undefined];
      expect(told).toEqual([hasWord ? word : end]);
    }
  },
);

it('take-over of the first client: after the first packet that follows CONNECT', () => {
  const scene = new ControlledScene();
  expect(start(scene, 'take-over')?.state).toBe('waiting');
  const client = scene.connect('a');
  expect(client.isEnded).toBe(false);
  client.send({ type: 'pingreq' });
  expect(client.take()).toMatchObject([
    { type: 'pingresp' },
    { type: 'disconnect', reasonCode: 0x8e },
  ]);
  expect(client.isEnded).toBe(true);
});
