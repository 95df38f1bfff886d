/**
 * The load generator, in its own process and built like the measured programs. Runs orders of the bench's driver, one
 * at a time.
 */

import { performance } from 'node:perf_hooks';
import { errorText } from '../../../../src/base/errorText.ts';
import { crowd } from './crowd.ts';
import { LeanClient } from './leanClient.ts';
import { type Answer, type FanOut, type Feed, isOrder, type Load, type Order } from './order.ts';
import { MessageStream, numberAt, PROGRESS_TOPIC, TOPIC } from './stream.ts';

/** Publishes within the window. */
class Pace {
  readonly #order: FanOut | Feed;
  readonly #publisher: LeanClient;
  readonly #stream: MessageStream;
  /** Messages that are delivered to all and acknowledged. */
  #done = 0;
  /** Undefined before the run. */
  #finish: (() => void) | undefined;

  constructor(order: FanOut | Feed, publisher: LeanClient) {
    this.#order = order;
    this.#publisher = publisher;
    this.#stream = new MessageStream(order.kind === 'feed' ? 0 : order.qos);
  }

  reached(done: number): void {
    if (this.#finish === undefined) return;
    this.#done = done;
    if (done < this.#order.messages) this.#fill();
    else this.#finish();
  }

  /** Publishes everything; resolves when all is delivered. */
  async run(clients: readonly LeanClient[]): Promise<Omit<Load, 'received'>> {
    const finished = new Promise<void>((resolve) => {
      this.#finish = resolve;
    });
    const before = performance.eventLoopUtilization();
    const started = performance.now();
    this.#fill();
    await Promise.race([finished, ...clients.map((client) => client.failed)]);
    const ms = performance.now() - started;
    return { ms, busy: performance.eventLoopUtilization(before).utilization };
  }

  #fill(): void {
    const { window, messages } = this.#order;
    const stream = this.#stream;
    const most = Math.min(this.#done + window, messages);
    while (stream.sent < most) this.#publisher.write(stream.take(most - stream.sent));
  }
}

async function fanOut(order: FanOut): Promise<Load> {
  const { port, qos, subscribers: count } = order;
  let received = 0;
  /** Deliveries of QoS 2 with a received PUBREL. */
  let released = 0;
  let acknowledged = 0;
  const advance = (): void => {
    const everywhere = Math.floor((qos === 2 ? released : received) / count);
    pace.reached(qos === 0 ? everywhere : Math.min(everywhere, acknowledged));
  };
  const publisher = new LeanClient(port, {
    message: unexpected,
    read: (ended) => {
      acknowledged += ended;
      advance();
    },
  });
  const subscribers = Array.from({ length: count }, () => {
    let due = 0;
    const message = (bytes: Buffer, payload: number): void => {
      const number = numberAt(bytes, payload);
      if (number !== due) throw new Error(`message ${number} came where ${due} was due`);
      due += 1;
      received += 1;
    };
    const read = (ended: number): void => {
      released += ended;
      advance();
    };
    return new LeanClient(port, { message, read });
  });
  const pace = new Pace(order, publisher);
  const all = [publisher, ...subscribers];
  await Promise.all(all.map((client, index) => client.begin(`bench-${index}`)));
  await Promise.all(subscribers.map((client) => client.subscribe(TOPIC, qos)));
  const load = await pace.run(all);
  // Duplicate messages fail here.
  await Promise.all(all.map((client) => client.end()));
  return { ...load, received };
}

function unexpected(): never {
  throw new Error('a message for somebody else');
}

async function feed(order: Feed): Promise<Load> {
  let reached = 0;
  let isAwaited: () => void = () => undefined;
  const awaited = new Promise<void>((resolve) => {
    isAwaited = resolve;
  });
  const publisher = new LeanClient(order.port, {
    message: (bytes, payload) => {
      reached = numberAt(bytes, payload);
      isAwaited();
    },
    read: () => pace.reached(reached),
  });
  const pace = new Pace(order, publisher);
  await publisher.begin('bench-feed');
  await publisher.subscribe(PROGRESS_TOPIC, 0);
  await Promise.race([awaited, publisher.failed]);
  const load = await pace.run([publisher]);
  await publisher.end();
  return { ...load, received: reached };
}

function carryOut(order: Order): Promise<Load> {
  if (order.kind === 'crowd') return crowd(order);
  return order.kind === 'feed' ? feed(order) : fanOut(order);
}

async function obey(order: unknown): Promise<Answer> {
  if (!isOrder(order)) return { kind: 'failed', message: 'no order of the bench' };
  try {
    return { kind: 'done', load: await carryOut(order) };
  } catch (error) {
    return { kind: 'failed', message: errorText(error) };
  }
}

process.on('message', (order) => {
  void obey(order).then((answer) => process.send?.(answer));
});
// The bench has ended or failed with open connections.
process.on('disconnect', () => process.exit());
