import { expect, test } from 'vitest';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import type { ControlCommand } from '../../../broker/control/control.ts';
import { findMessage, type OwnPublish } from './findMessage.ts';

const scene = new ControlledScene();
const ask = (command: ControlCommand) => Promise.resolve(scene.ask(command));
const own = scene.connect('own');
own.subscribe({ filter: 'a/#', qos: 1 });

const wanted = (change: Partial<OwnPublish>): OwnPublish => ({
  client: 'own',
  direction: 'out',
  topic: 'a/b',
  packetId: undefined,
  time: scene.now,
  ...change,
});

test('finds a PUBLISH by topic, direction, packet identifier and time', async () => {
  const start = scene.now;
  own.publish('a/b', '1', { qos: 1, packetId: 5 });
  own.send({ type: 'puback', packetId: 1 });
  scene.pass(10_000);
  own.publish('a/b', '2', { qos: 1, packetId: 5 });
  own.publish('a/b', '3');
  own.publish('a/b/c', '4', { qos: 1, packetId: 5 });
  scene.connect('other').publish('a/b', '5', { qos: 1, packetId: 5 });

  const found = async (change: Partial<OwnPublish>) => await findMessage(ask, wanted(change));
  expect(await found({ packetId: 5, time: start + 20 })).toMatchObject({ message: 1 });
  expect(await found({ packetId: 5, time: scene.now + 20 })).toMatchObject({ message: 2 });
  expect(await found({})).toMatchObject({ message: 3, delivery: undefined });
  expect(await found({ packetId: 6 })).toBeUndefined();
  expect(await found({ topic: 'b' })).toBeUndefined();
  expect(await found({ client: 'unknown' })).toBeUndefined();

  const incoming = await found({ direction: 'in', packetId: 1, time: start });
  expect(incoming).toMatchObject({ message: 1 });
  expect(incoming?.delivery).toContain('"own"');
});
