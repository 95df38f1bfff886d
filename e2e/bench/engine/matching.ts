/** Measures finding a message's subscribers with a hundred thousand subscriptions against a thousand. */
import { Broker } from '../../../src/broker/core/broker.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import type { Packet } from '../../../src/mqtt/tables/packet.ts';
import { median, whole } from '../figures.ts';
import { record } from '../results.ts';

const FEW = 1000;
const MANY = 100_000;
const MESSAGES = 10_000;
const ROUNDS = 15;

const PEER = { transport: 'tcp', address: 'bench', loopback: true, secure: false } as const;
const TOPIC = 'plant/line-1/device-1/telemetry';

/** All match the topic in different ways. */
const MATCHING = [
  TOPIC,
  'plant/+/device-1/telemetry',
  'plant/line-1/#',
  '+/+/+/telemetry',
  '#',
  '$share/workers/plant/line-1/+/telemetry',
];

/** Non-matching filters of all shapes, many of them near the topic in the tree. */
function missing(index: number): string {
  const shapes = [
    `plant/line-1/device-${index + 2}/telemetry`,
    `plant/line-${index + 2}/#`,
    `plant/+/device-${index + 2}/+`,
    `+/line-1/device-1/command-${index}`,
    `$share/group-${index}/plant/line-1/device-1/state-${index}`,
    `building-${index}/+/temperature`,
    `plant/line-1/device-1/telemetry/deeper-${index}`,
  ];
  return shapes[index % shapes.length] ?? '';
}

class Client {
  readonly #broker: Broker;
  readonly #connection: number;

  constructor(broker: Broker, clientId: string) {
    this.#broker = broker;
    this.#connection = broker.open(PEER, 0);
    this.send({
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 4,
      cleanStart: true,
      keepAlive: 0,
      clientId,
      properties: [],
    });
  }

  send(packet: Packet): void {
    this.receive(encode(packet, 4));
  }

  receive(bytes: Uint8Array): void {
    this.#broker.receive(this.#connection, bytes, 0);
  }

  subscribe(filters: readonly string[]): void {
    const options = {
      qos: 0,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0,
    } as const;
    const subscriptions = filters.map((filter) => ({ filter, ...options }));
    this.send({ type: 'subscribe', packetId: 1, properties: [], subscriptions });
  }
}

/**
 * A broker with many subscriptions, only a few of which match, always the same ones. Returns a function that publishes
 * and returns ms.
 */
function prepare(subscriptions: number): () => number {
  const broker = new Broker({ seed: 1, limits: { subscriptions: MANY } });
  for (const [index, filter] of MATCHING.entries()) {
    new Client(broker, `matching-${index}`).subscribe([filter]);
  }
  const rest = subscriptions - MATCHING.length;
  const each = Math.ceil(rest / 100);
  for (let from = 0; from < rest; from += each) {
    const filters = Array.from({ length: Math.min(each, rest - from) }, (_, i) =>
      missing(from + i),
    );
    new Client(broker, `missing-${from}`).subscribe(filters);
  }
  if (broker.statistics.subscriptions !== subscriptions) {
    throw new Error(
      `${broker.statistics.subscriptions} of ${subscriptions} subscriptions are there`,
    );
  }
  const publisher = new Client(broker, 'publisher');
  const packet = encode(
    {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      topic: TOPIC,
      properties: [],
      payload: new Uint8Array(100),
    },
    4,
  );
  broker.takeOutput();
  return () => {
    const before = broker.statistics.messagesSent;
    const started = performance.now();
    for (let message = 0; message < MESSAGES; message += 1) {
      publisher.receive(packet);
      if (message % 100 === 99) broker.takeOutput();
    }
    const ms = performance.now() - started;
    const sent = broker.statistics.messagesSent - before;
    const expected = MESSAGES * MATCHING.length;
    if (sent !== expected) throw new Error(`${sent} of ${expected} copies were sent`);
    return ms;
  };
}

export function benchMatching(): void {
  const few = prepare(FEW);
  const many = prepare(MANY);
  const rounds: { readonly fewer: number; readonly more: number }[] = [];
  // The first round is a warm-up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const seen = { fewer: few(), more: many() };
    if (round > 0) rounds.push(seen);
  }
  const fewest = median(rounds.map(({ fewer }) => fewer));
  const most = median(rounds.map(({ more }) => more));
  // Other load slows both halves of a round equally.
  const ratio = median(rounds.map(({ fewer, more }) => more / fewer));
  const each = (ms: number): string => `${((ms / MESSAGES) * 1000).toFixed(2)} µs a message`;
  console.log(
    `\nThe broker alone, ${MATCHING.length} matching subscriptions among many of all shapes`,
  );
  console.log(`  among ${whole(FEW)}    ${each(fewest)}`);
  console.log(`  among ${whole(MANY)}  ${each(most)}`);
  record('matching', ratio);
}
