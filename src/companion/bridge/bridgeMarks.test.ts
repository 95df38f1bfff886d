/** A page that is led over the bridge sees in its own capture what is done to its packets there. */
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { settingsFor, TestClient } from '../../connection/client.testkit.ts';
import { ControlClient } from '../../connection/control/controlClient.ts';
import { openBridgeSocket } from '../../connection/environment/bridgeSocket.ts';
import { nodeEnvironment } from '../../connection/node.testkit.ts';
import { startTestCompanion, type TestCompanion } from '../companion.testkit.ts';

const OFTEN = { interval: 5 };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  vi.unstubAllGlobals();
});

interface Scene {
  readonly companion: TestCompanion;
  readonly access: {
    readonly kind: 'socket';
    readonly url: string;
    readonly token: string;
  };
}

/** A companion, and Node as a browser that it serves. */
async function begun(): Promise<Scene> {
  const companion = await startTestCompanion();
  const { host } = new URL(companion.app);
  vi.stubGlobal('WebSocket', WebSocket);
  vi.stubGlobal('location', { protocol: 'http:', host });
  const token = companion.madeToken ?? '';
  return { companion, access: { kind: 'socket', url: `ws://${host}/control`, token } };
}

/** Over the bridge to the companion's own broker, which is as good as any other. */
async function bridged({ companion, access }: Scene, clientId: string): Promise<TestClient> {
  const client = new TestClient({
    ...nodeEnvironment(),
    schemes: new Set(['mqtt:']),
    openSocket: (url, protocols, handlers, line) =>
      openBridgeSocket({ url, line, protocols }, access.token, handlers),
  });
  ends.push(() => client.end());
  client.connect(settingsFor(companion.mqtt, { clientId }));
  await client.state('connected');
  client.send({ kind: 'watch-faults', access, at: 'bridge' });
  ends.push(() => client.dispatch.watching.close());
  return client;
}

async function withRule({ access }: Scene, rule: object): Promise<void> {
  const control = new ControlClient(access, {});
  ends.push(() => control.close());
  const rules = { version: 1, rules: [{ id: 'rule-1', ...rule }] };
  expect(await control.ask({ kind: 'set-rules', at: 'bridge', rules })).toMatchObject({
    kind: 'rules',
  });
}

function treated(client: TestClient): string[] {
  const { packets } = client.dispatch.capture.window({ packets: { first: 0, count: 100 } }, 0);
  return (packets?.rows ?? []).flatMap(({ packetType, stream, withheld, faults }) =>
    (faults ?? []).map(
      ({ action, rule }) => `${stream} ${packetType} ${action} ${rule}${withheld ? ' off' : ''}`,
    ),
  );
}

test('a PUBACK that was dropped there, in the capture of its connection alone', async () => {
  const scene = await begun();
  const [client, other] = [await bridged(scene, 'same'), await bridged(scene, 'other')];
  await withRule(scene, { match: { packet: ['puback'], nth: 1 }, do: 'drop' });
  client.publish(1, { topic: 'a', qos: 1 });
  await expect.poll(() => treated(client), OFTEN).toEqual(['1 4 drop rule-1 off']);
  other.publish(1, { topic: 'a', qos: 1 });
  await other.outcome(1, 'acknowledged');
  expect(treated(other)).toEqual([]);
});

test('a packet of each connection one after the other, though they have the same name', async () => {
  const scene = await begun();
  await withRule(scene, {
    match: { packet: ['publish'], direction: 'from-client' },
    do: 'duplicate',
  });
  const client = await bridged(scene, 'same');
  client.publish(1, { topic: 'a', qos: 0 });
  await expect.poll(() => treated(client), OFTEN).toEqual(['1 3 duplicate rule-1']);
  const from = client.events.length;
  client.connect(settingsFor(scene.companion.mqtt, { clientId: 'same' }));
  await client.state('connected', from);
  client.publish(2, { topic: 'b', qos: 0 });
  await expect
    .poll(() => treated(client), OFTEN)
    .toEqual(['1 3 duplicate rule-1', '2 3 duplicate rule-1']);
});
