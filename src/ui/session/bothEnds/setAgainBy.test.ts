import { expect, test } from 'vitest';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import type { ControlCommand } from '../../../broker/control/control.ts';
import { setAgainBy } from './setAgainBy.ts';

const scene = new ControlledScene();
const ask = (command: ControlCommand) => Promise.resolve(scene.ask(command));

test('the client nearest in time set a retained message again', async () => {
  const own = scene.connect('own');
  const press = scene.connect('press');
  const oven = scene.connect('oven');
  oven.publish('a/b', '0', { retain: true });
  scene.pass(60_000);
  own.publish('a/b', '', { retain: true });
  scene.pass(1000);
  press.publish('a/b', '1', { retain: true });
  const time = scene.now;
  scene.pass(100);
  oven.publish('a/b', '2');
  oven.publish('a/b/c', '3', { retain: true });

  const by = (topic: string, at: number) => setAgainBy(ask, { client: 'own', topic, time: at });
  expect(await by('a/b', time + 20)).toBe('press');
  expect(await by('a/b', time - 61_000)).toBe('oven');
  expect(await by('a/b', time + 30_000)).toBeUndefined();
  expect(await by('a', time)).toBeUndefined();
});
