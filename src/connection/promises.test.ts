/** The guarantees of QoS 1 and 2 hold over connections that break at any byte. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../base/runs.testkit.ts';
import { foundWrong } from '../i18n/en/facts/findings.ts';
import { settingsFor, TestClient } from './client.testkit.ts';
import { MemoryNetwork } from './memoryNetwork.testkit.ts';

const URL = 'ws://memory/';

interface Plan {
  readonly version: 3 | 4 | 5;
  readonly messages: readonly (1 | 2)[];
  /** Bytes after which the first, second, … connection of one side breaks. */
  readonly cuts: readonly number[];
  readonly cutSide: 'sender' | 'receiver';
}

/** Payloads in the order of the messages in the receiver's capture. */
async function delivered({ version, messages, cuts, cutSide }: Plan): Promise<readonly number[]> {
  const network = new MemoryNetwork();
  const receiver = new TestClient(network.environment(cutSide === 'receiver' ? cuts : []));
  const sender = new TestClient(network.environment(cutSide === 'sender' ? cuts : []));
  const kept = { version, cleanStart: false, sessionExpiry: 3600 };
  const subscriptions = [
    { filter: 'p', qos: 2, noLocal: false, retainAsPublished: false, retainHandling: 0 },
  ] as const;
  const reconnect = async (): Promise<void> => {
    for (let round = 0; round <= cuts.length; round++) {
      await network.settled();
      for (const { current } of [receiver, sender]) {
        if (current?.kind === 'waiting') network.clock.advance(current.delay);
      }
      // A filter that was cut off twice in a row is held back until it is requested again.
      const { statuses } = receiver.dispatch.live.subscriptions;
      for (const { subscription, state } of statuses) {
        if (state.kind === 'held') receiver.send({ kind: 'subscribe', subscription });
      }
    }
    await network.settled();
  };
  receiver.connect(settingsFor(URL, { ...kept, clientId: 'receiver', subscriptions }));
  // Messages published before the subscription exists are lost.
  await (cutSide === 'receiver' && (cuts[0] ?? Infinity) < HANDSHAKES
    ? reconnect()
    : network.settled());
  sender.connect(settingsFor(URL, { ...kept, clientId: 'sender' }));
  for (const [index, qos] of messages.entries()) {
    sender.publish(index, { topic: 'p', qos, payload: new Uint8Array([index]) });
    if (index % 4 === 3) await network.settled();
  }
  await reconnect();
  const outcomes = [...messages.keys()].map((index) => sender.outcomes(index).at(-1));
  expect(new Set(outcomes)).toEqual(new Set(['acknowledged']));
  const { topic } = receiver.dispatch.capture.window(
    { topic: { name: 'p', history: { first: 0, count: 1000 } } },
    0,
  );
  for (const client of [sender, receiver]) client.send({ kind: 'disconnect' });
  await network.settled();
  expect([sender, receiver].flatMap(errorsIn)).toEqual([]);
  return (topic?.history.rows ?? []).map(({ payload }) => payload[0] ?? -1).reverse();
}

/** Errors according to the rules: no side breaks the standard. */
function errorsIn({ dispatch }: TestClient): readonly string[] {
  const { problems } = dispatch.capture.window(
    { problems: { rule: undefined, first: 0, count: 0 } },
    0,
  );
  const errors = problems?.groups.filter(({ severity }) => severity === 'error') ?? [];
  return errors.map(({ rule, first }) => `${rule}: ${foundWrong(first)}`);
}

/** Bytes of CONNECT, CONNACK, SUBSCRIBE and SUBACK together, with a margin. */
const HANDSHAKES = 80;

const plans = fc.record({
  version: fc.constantFrom(3 as const, 4 as const, 5 as const),
  messages: fc.array(fc.constantFrom(1 as const, 2 as const), { minLength: 1, maxLength: 12 }),
  cuts: fc.array(fc.integer({ min: 1, max: 250 }), { maxLength: 6 }),
  cutSide: fc.constantFrom('sender' as const, 'receiver' as const),
});

test('MQTT-4.3.2-1, MQTT-4.3.3-1: QoS 1 at least once and QoS 2 exactly once, in order, whatever breaks', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const payloads = await delivered(plan);
      const firsts = [...new Set(payloads)];
      expect(firsts.toSorted((one, other) => one - other)).toEqual([...plan.messages.keys()]);
      for (const qos of [1, 2]) {
        const sent = [...plan.messages.keys()].filter((index) => plan.messages[index] === qos);
        expect(firsts.filter((index) => plan.messages[index] === qos)).toEqual(sent);
      }
      const ofQoS2 = payloads.filter((index) => plan.messages[index] === 2);
      expect(ofQoS2).toEqual([...new Set(ofQoS2)]);
    }),
    { numRuns: tries(80) },
  );
}, 120_000);
