import { expect, test } from 'vitest';
import { settingsFor, TestClient } from '../client.testkit.ts';
import { MemoryNetwork } from '../memoryNetwork.testkit.ts';

test.each([1, 2] as const)(
  'reports the latency of the recorded exchange at QoS %i',
  async (qos) => {
    const network = new MemoryNetwork();
    const environment = network.environment([]);
    let passed = 0;
    // Every look at the clock takes time.
    const now = () => environment.now() + (passed += 100);
    const client = new TestClient({ ...environment, now });
    client.connect(settingsFor('ws://memory/'));
    await network.settled();
    client.publish(1, { topic: 'a/b', qos });
    await network.settled();
    const { ms, packet = 0 } = await client.outcome(1, 'acknowledged');
    const { capture } = client.dispatch;
    const latency = capture.exchangeFacts(capture.exchangeOf(packet))?.latency;
    expect(latency).toBeGreaterThan(0);
    expect(ms * 1000).toBe(latency);
    await client.end();
  },
);
