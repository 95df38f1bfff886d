/** What QoS 1 and 2 promise holds over connections that break at any byte. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settingsFor, TestClient } from './client.testkit.ts';
import { MemoryNetwork } from './memoryNetwork.testkit.ts';

const URL = 'ws://memory/';

interface Plan {
  readonly version: 3 | 4 | 5;
  readonly messages: readonly (1 | 2)[];
  readonly cuts: readonly number[];
}

/** Payloads in the order in which a client of its own received them. */
async function delivered(plan: Plan): Promise<readonly number[]> {
  const network = new MemoryNetwork();
  const watcher = new TestClient(network.environment([]));
  watcher.connect(
    settingsFor(URL, {
      version: plan.version,
      clientId: 'watcher',
      subscriptions: [
        { filter: 'p', qos: 2, noLocal: false, retainAsPublished: false, retainHandling: 0 },
      ],
    }),
  );
  await network.settled();
  const sender = new TestClient(network.environment(plan.cuts));
  sender.connect(
    settingsFor(URL, {
      version: plan.version,
      clientId: 'sender',
      cleanStart: false,
      sessionExpiry: 3600,
    }),
  );
  for (const [index, qos] of plan.messages.entries()) {
    sender.publish(index, { topic: 'p', qos, payload: new Uint8Array([index]) });
    if (index % 4 === 3) await network.settled();
  }
  for (let round = 0; round <= plan.cuts.length; round++) {
    await network.settled();
    if (sender.current?.kind === 'waiting') network.clock.advance(sender.current.delay);
  }
  await network.settled();
  expect(sender.current?.kind).toBe('connected');
  for (const index of plan.messages.keys()) {
    const outcome = sender.outcomes(index).at(-1);
    // A session that no CONNACK had confirmed yet is not resumed, and what was written is unknown.
    expect(['acknowledged', 'unknown']).toContain(outcome);
    if (sender.outcomes(index).includes('unknown')) throw new Error('A session was given up.');
  }
  const { topic } = watcher.dispatch.capture.window(
    { topic: { name: 'p', history: { first: 0, count: 1000 } } },
    0,
  );
  const payloads = (topic?.history.rows ?? []).map(({ payload }) => payload[0] ?? -1).reverse();
  sender.send({ kind: 'disconnect' });
  watcher.send({ kind: 'disconnect' });
  await network.settled();
  return payloads;
}

const plans = fc.record({
  version: fc.constantFrom(3 as const, 4 as const, 5 as const),
  messages: fc.array(fc.constantFrom(1 as const, 2 as const), { minLength: 1, maxLength: 12 }),
  cuts: fc.array(fc.integer({ min: 1, max: 250 }), { maxLength: 6 }),
});

test('MQTT-4.3.2-1, MQTT-4.3.3-1: QoS 1 at least once and QoS 2 exactly once, in order, whatever breaks', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const payloads = await delivered(plan);
      const firsts = [...new Set(payloads)];
      expect(firsts.toSorted((one, other) => one - other)).toEqual([...plan.messages.keys()]);
      for (const [index, qos] of plan.messages.entries()) {
        if (qos === 2) expect(payloads.filter((payload) => payload === index)).toHaveLength(1);
      }
      for (const qos of [1, 2]) {
        const ofQoS = firsts.filter((index) => plan.messages[index] === qos);
        expect(ofQoS).toEqual(ofQoS.toSorted((one, other) => one - other));
      }
    }),
    { numRuns: 60 },
  );
}, 30_000);
