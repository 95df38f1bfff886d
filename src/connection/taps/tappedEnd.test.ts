/** Causes for the end of the broker's clients, as shown in a tab with their packets. */
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { ControlledScene } from '../../broker/control/control.testkit.ts';
import type { EndCause } from '../../engine/endCauses/endCauses.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { TestClient } from '../client.testkit.ts';
import { nodeEnvironment } from '../node.testkit.ts';

interface Looking {
  readonly scene: ControlledScene;
  /** Cause for the first opened connection. */
  readonly cause: () => Promise<EndCause>;
}

async function looking(): Promise<Looking> {
  const scene = new ControlledScene();
  const { port1, port2 } = new MessageChannel();
  const session = scene.broker.control({
    tell: (message) => port2.postMessage(message),
    packets: (batch) => port2.postMessage(batch),
    backlog: 0,
    close: () => port2.close(),
  });
  port2.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'number') session.receive(data, scene.now);
  };
  const looker = new TestClient(nodeEnvironment());
  looker.send({ kind: 'open-tap', access: { kind: 'port', port: port1 }, clients: 'all' });
  onTestFinished(async () => {
    await looker.end();
    port2.close();
  });
  await looker.until((event) =>
    event.kind === 'tap' && event.state.kind === 'open' ? true : undefined,
  );
  const rows = () => {
    const { capture, files } = looker.dispatch;
    return capture.window({ streams: { first: 0, count: 9 } }, files.now).streams?.rows ?? [];
  };
  const cause = () =>
    eventually(() => {
      const told = rows()[0]?.cause;
      if (told === undefined) throw new Error('Nothing is told.');
      return told;
    }, 5);
  return { scene, cause };
}

test.each([4, 5] as const)('by MQTT %i, with DISCONNECT', async (version) => {
  const { scene, cause } = await looking();
  scene.connect('c', { version }).send({ type: 'disconnect', reasonCode: 0, properties: [] });
  expect(await cause()).toMatchObject({ key: 'client-disconnect', args: { code: 0 } });
});

test('without DISCONNECT, after its last packet', async () => {
  const { scene, cause } = await looking();
  const wire = scene.connect('c', { version: 4 });
  scene.pass(100);
  wire.publish('a', 'x');
  wire.cut();
  expect(await cause()).toMatchObject({
    key: 'closed',
    args: { by: 'client', last: 'publish', version: '4' },
  });
});

test.each([4, 5] as const)(
  'taken over, by MQTT %i, with the address of the new client',
  async (version) => {
    const { scene, cause } = await looking();
    scene.connect('c', { version });
    scene.connect('c', { version });
    expect(await cause()).toMatchObject({
      key: 'taken-over',
      args: { address: '127.0.0.1:50000' },
    });
  },
);

test('silent longer than its keep alive', async () => {
  const { scene, cause } = await looking();
  scene.connect('c', { version: 4, keepAlive: 10 });
  scene.pass(20_000);
  expect(await cause()).toMatchObject({
    key: 'keep-alive',
    args: { keepAlive: 10, silent: 15, version: '4' },
  });
});

test('by a malformed packet, with its statement', async () => {
  const { scene, cause } = await looking();
  // PUBLISH at QoS 3.
  scene.connect('c', { version: 4 }).sendBytes([0x36, 5, 0, 1, 0x61, 0, 1]);
  expect(await cause()).toMatchObject({
    key: 'malformed',
    args: { sender: 'client', type: 'publish', statement: 'MQTT-3.3.1-4' },
  });
});

test('by a control request, which MQTT 3.1.1 cannot express', async () => {
  const { scene, cause } = await looking();
  scene.connect('c', { version: 4 });
  scene.ask({ kind: 'disconnect-client', client: 'c', reasonCode: 0x98, reasonString: 'Tidying' });
  expect(await cause()).toEqual({
    key: 'broker-ended',
    args: { code: 0x98, reason: 'Tidying', version: '4' },
  });
});

test('with the broker', async () => {
  const { scene, cause } = await looking();
  scene.connect('c', { version: 5 });
  scene.broker.shutDown(scene.now);
  scene.collect();
  expect(await cause()).toMatchObject({ key: 'server-disconnect', args: { code: 0x8b } });
});

test('rejected by a connection limit', async () => {
  const { scene, cause } = await looking();
  const wire = scene.open(4);
  // MQTT 3.1.1 with an empty identifier and a session that stays [MQTT-3.1.3-8].
  wire.sendBytes([0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0, 0, 60, 0, 0]);
  expect(await cause()).toMatchObject({ key: 'refused', args: { code: 2, version: '4' } });
});

test('cut by a fault rule, not by a side', async () => {
  const { scene, cause } = await looking();
  scene.ask({
    kind: 'set-rules',
    rules: { version: 1, rules: [{ id: 'scissors', match: { packet: ['pingreq'] }, do: 'cut' }] },
  });
  scene.connect('c', { version: 5 }).sendBytes(encode({ type: 'pingreq' }, 5));
  expect(await cause()).toEqual({ key: 'on-purpose', args: { rule: 'scissors' } });
});

test('because a rule dropped its packets, not because it was silent', async () => {
  const { scene, cause } = await looking();
  scene.ask({
    kind: 'set-rules',
    rules: { version: 1, rules: [{ id: 'deaf', match: { packet: ['pingreq'] }, do: 'drop' }] },
  });
  const wire = scene.connect('c', { version: 4, keepAlive: 10 });
  scene.pass(8_000);
  wire.send({ type: 'pingreq' });
  scene.pass(8_000);
  expect(await cause()).toMatchObject({
    key: 'treated',
    args: { did: 'dropped', type: 'pingreq', rule: 'deaf', by: 'server' },
  });
});
