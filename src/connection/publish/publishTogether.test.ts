/** Messages sent in batches leave, are recorded and are answered like individually published ones. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joined } from '../../base/bytes.ts';
import { tries } from '../../base/runs.testkit.ts';
import { settingsFor, TestClient } from '../client.testkit.ts';
import type { Environment } from '../environment/environment.ts';
import { MemoryNetwork } from '../memoryNetwork.testkit.ts';
import type { PublishRequest } from '../protocol/protocol.ts';
import { recordedBytes } from '../recorded.testkit.ts';

const URL = 'ws://memory/';
const PUBLISH = 3;
const FIRST_ID = 100;

interface Plan {
  readonly version: 3 | 4 | 5;
  readonly qos: 0 | 1 | 2;
  readonly topics: readonly string[];
  readonly count: number;
  /** Receive maximum of the broker; sent in MQTT 5. */
  readonly receiveMaximum: number;
  readonly isRecorded: boolean;
}

const plans: fc.Arbitrary<Plan> = fc.record({
  version: fc.constantFrom(3, 4, 5),
  qos: fc.constantFrom(0, 1, 2),
  topics: fc.uniqueArray(fc.constantFrom('a', 'b/c', 'plant/é/💡', 'd'), { minLength: 1 }),
  count: fc.integer({ min: 1, max: 60 }),
  receiveMaximum: fc.integer({ min: 1, max: 30 }),
  isRecorded: fc.boolean(),
});

/** Records bytes to the broker, by connection. */
function overheard(environment: Environment): { environment: Environment; wire: Uint8Array[][] } {
  const wire: Uint8Array[][] = [];
  return {
    wire,
    environment: {
      ...environment,
      openSocket: (...args) => {
        const socket = environment.openSocket(...args);
        const frames: Uint8Array[] = [];
        wire.push(frames);
        return {
          ...socket,
          send: (bytes) => {
            frames.push(bytes.slice());
            socket.send(bytes);
          },
        };
      },
    },
  };
}

function publishAll(client: TestClient, plan: Plan, isTogether: boolean): void {
  const { topics, count, qos } = plan;
  const message: PublishRequest = {
    id: FIRST_ID,
    topic: 'own',
    payload: new Uint8Array([1, 2, 3]),
    qos,
    retain: false,
    properties: [],
  };
  if (isTogether) client.send({ kind: 'repeat', message, every: 0, times: count, topics });
  else {
    for (let nth = 0; nth < count; nth += 1) {
      const topic = topics[nth % topics.length] ?? '';
      client.send({ kind: 'publish', message: { ...message, id: FIRST_ID + nth, topic } });
    }
  }
}

/** The number of its PUBLISH, as last reported to the page. */
const packetTold = ({ events }: TestClient, id: number): number | undefined =>
  events
    .flatMap((event) =>
      event.kind === 'published' && event.id === id && 'packet' in event.outcome
        ? [event.outcome.packet]
        : [],
    )
    .at(-1);

/** Observable results in the capture and for the page. */
async function seen(plan: Plan, isTogether: boolean) {
  const network = new MemoryNetwork({ limits: { receiveMaximum: plan.receiveMaximum } });
  const { environment, wire } = overheard(network.environment([]));
  const client = new TestClient(environment);
  client.connect(settingsFor(URL, { version: plan.version, cleanStart: true }));
  await network.settled();
  // The first PUBLISH stops the recording, or nothing does.
  if (!plan.isRecorded) {
    client.send({ kind: 'arm', text: 'type == publish', around: 0, action: 'stop' });
    await network.settled();
  }
  publishAll(client, plan, isTogether);
  await network.settled();
  const { capture } = client.dispatch;
  const { counters, exchanges, problems } = capture.window(
    {
      exchanges: { show: 'all', first: 0, count: 1000 },
      problems: { rule: undefined, first: 0, count: 0 },
    },
    0,
  );
  const rows = [...capture.packetsFrom(1)];
  const packetsOf = (isPublish: boolean): readonly string[] =>
    rows
      .filter(({ bytes, direction }) => {
        return direction === 'out' && ((bytes[0] ?? 0) >> 4 === PUBLISH) === isPublish;
      })
      .map(
        ({ bytes, topic, version }) => `${Buffer.from(bytes).toString('hex')} ${topic} ${version}`,
      );
  const isWhole = recordedBytes(capture, 1, 'out').equals(joined(wire[0] ?? []));
  const ids = Array.from({ length: plan.count }, (_, nth) => FIRST_ID + nth);
  client.send({ kind: 'disconnect' });
  await network.settled();
  return {
    isWhole,
    published: packetsOf(true),
    others: packetsOf(false).toSorted(),
    outcomes: ids.map((id) => client.outcomes(id).at(-1)),
    topicsTold: ids.map(
      (id) => rows.find(({ number }) => number === packetTold(client, id))?.topic,
    ),
    packets: counters.packets,
    problems: problems?.groups.map(({ rule, severity }) => `${severity} ${rule}`).toSorted(),
    counts: counters.exchanges,
    inFlight: counters.inFlightOut,
    exchanges: exchanges?.rows
      .map(
        ({ topic, state, qos, packetId, kind }) => `${kind} ${packetId} ${topic} ${state} ${qos}`,
      )
      .toSorted(),
  };
}

test('records, follows and reports them like single messages', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const [together, oneByOne] = [await seen(plan, true), await seen(plan, false)];
      expect(together).toEqual(oneByOne);
      const topics = together.outcomes.map((_, nth) => plan.topics[nth % plan.topics.length]);
      expect(together.isWhole || !plan.isRecorded).toBe(true);
      expect(plan.isRecorded ? together.topicsTold : topics).toEqual(topics);
      expect(together.problems?.filter((found) => found.startsWith('error'))).toEqual([]);
      expect(together.outcomes).toEqual(
        Array.from({ length: plan.count }, () => (plan.qos === 0 ? 'sent' : 'acknowledged')),
      );
    }),
    { numRuns: tries(90) },
  );
}, 120_000);

const cutPlans = fc.record({
  version: fc.constantFrom(3 as const, 4 as const, 5 as const),
  qos: fc.constantFrom(1 as const, 2 as const),
  count: fc.integer({ min: 1, max: 40 }),
  cuts: fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 4 }),
});

test('acknowledges each in the end, after any failures', async () => {
  await fc.assert(
    fc.asyncProperty(cutPlans, async ({ version, qos, count, cuts }) => {
      const network = new MemoryNetwork({ limits: { receiveMaximum: 10 } });
      const client = new TestClient(network.environment(cuts));
      client.connect(settingsFor(URL, { version, cleanStart: false, sessionExpiry: 3600 }));
      const message = {
        id: 1,
        topic: 't',
        payload: new Uint8Array(2),
        qos,
        retain: false,
      } as const;
      client.send({
        kind: 'repeat',
        message: { ...message, properties: [] },
        every: 0,
        times: count,
      });
      for (let round = 0; round <= cuts.length; round += 1) {
        await network.settled();
        if (client.current?.kind === 'waiting') network.clock.advance(client.current.delay);
      }
      await network.settled();
      for (let id = 1; id <= count; id += 1) {
        expect(client.outcomes(id).at(-1)).toBe('acknowledged');
      }
      const { counters } = client.dispatch.capture.window({}, 0);
      expect(counters.inFlightOut).toBe(0);
      client.send({ kind: 'disconnect' });
      await network.settled();
    }),
    { numRuns: tries(60) },
  );
}, 120_000);
