/** A bridged page's own capture shows the faults applied to its packets. */
import { expect, onTestFinished, test } from 'vitest';
import { settingsFor, type TestClient } from '../../connection/client.testkit.ts';
import { type BridgeScene, begunBridge, bridgedTo, withBridgeRule } from './bridgedPage.testkit.ts';

const OFTEN = { interval: 5 };

async function bridged(scene: BridgeScene, clientId: string): Promise<TestClient> {
  const client = bridgedTo(scene, { clientId });
  await client.state('connected');
  client.send({ kind: 'watch-faults', access: scene.access, at: 'bridge' });
  onTestFinished(() => client.dispatch.watching.close());
  return client;
}

function treated(client: TestClient): string[] {
  const { packets } = client.dispatch.capture.window({ packets: { first: 0, count: 100 } }, 0);
  return (packets?.rows ?? []).flatMap(({ packetType, stream, withheld, faults }) =>
    (faults ?? []).map(
      ({ action, rule }) => `${stream} ${packetType} ${action} ${rule}${withheld ? ' off' : ''}`,
    ),
  );
}

test('a PUBACK dropped there is marked only in the capture of its connection', async () => {
  const scene = await begunBridge();
  const [client, other] = [await bridged(scene, 'same'), await bridged(scene, 'other')];
  await withBridgeRule(scene, { match: { packet: ['puback'], nth: 1 }, do: 'drop' });
  client.publish(1, { topic: 'a', qos: 1 });
  await expect.poll(() => treated(client), OFTEN).toEqual(['1 4 drop rule-1 off']);
  other.publish(1, { topic: 'a', qos: 1 });
  await other.outcome(1, 'acknowledged');
  expect(treated(other)).toEqual([]);
});

test('packets of two connections with the same name are marked separately', async () => {
  const scene = await begunBridge();
  await withBridgeRule(scene, {
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
