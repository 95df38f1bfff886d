/** A large packet on a slow network, and a server that counts only whole packets. */
import { expect, test } from 'vitest';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { connected, type Scene, scene, slowed } from '../scene.testkit.ts';

const KEEP_ALIVE = 10;

/**
 * After some seconds without a packet, sends a message that takes this long. The network accepts a part of it
 * each second.
 */
async function uploading(stage: Scene, seconds: number, quiet = 0) {
  const network = slowed(stage);
  const { client, clock } = stage;
  const far = await connected(stage, 5, { settings: { keepAlive: KEEP_ALIVE } });
  clock.advance(quiet * 1000);
  client.publish(1, { qos: 0 });
  await far.next('publish');
  for (let second = 0; second < seconds; second += 1) {
    network.holds = 10 - second / 10;
    clock.advance(1000);
  }
  expect(client.current?.kind).toBe('connected');
  return { far, network };
}

const SLOW = {
  key: 'slow-packet',
  args: { type: 'publish', keepAlive: KEEP_ALIVE, after: 16, version: '5' },
};

test('[MQTT-3.1.2-22] a connection lost within a packet slower than the keep alive says so, also in the capture', async () => {
  const stage = await scene(5);
  const { far } = await uploading(stage, 16);
  far.cut();
  const { failure } = await stage.client.state('waiting');
  expect(failure).toMatchObject({ kind: 'lost', cause: SLOW });
  expect(stage.client.dispatch.capture.endOf(1)).toMatchObject({ cause: SLOW });
});

test('measures from the last complete packet, also if the large one is the first', async () => {
  const stage = await scene(5);
  const { far } = await uploading(stage, 8, 8);
  far.cut();
  const { failure } = await stage.client.state('waiting');
  expect(failure).toMatchObject({ kind: 'lost', cause: SLOW });
});

test('accepts a server’s DISCONNECT that names the keep alive, after any time', async () => {
  const stage = await scene(5);
  const { far } = await uploading(stage, 40);
  const bye: Packet = { type: 'disconnect', reasonCode: 0x8d };
  far.send(bye);
  const { failure } = await stage.client.state('waiting');
  const args = { ...SLOW.args, after: 40 };
  expect(failure).toMatchObject({ kind: 'disconnected', code: 0x8d, cause: { ...SLOW, args } });
});

test.each([
  ['it was soon over', 8, 5],
  ['the server has waited for longer than one that counts so', 40, 5],
  ['the network has taken all of it', 16, 0],
])('does not report it if %s', async (_why, seconds, left) => {
  const stage = await scene(5);
  const { far, network } = await uploading(stage, seconds);
  network.holds = left;
  far.cut();
  const { failure } = await stage.client.state('waiting');
  expect(failure).toMatchObject({ kind: 'lost' });
  expect(failure).not.toHaveProperty('cause');
});
