/** Publishes messages from the page: by mqtt.js in a worker, or like the app does in bulk. */
import type { Connection } from '../../../src/connection/handle.ts';
import type { PublishRequest } from '../../../src/connection/protocol/protocol.ts';
import type { PublishOutcome } from '../../../src/connection/protocol/publishOutcome.ts';
import { newEntry, type SentEntry, withOutcomes } from '../../../src/ui/session/connection/sent.ts';
import { type PublishOrder, type Recorded, topicOf } from '../browser/publishOrder.ts';
import { connect, VIEW } from './connecting.ts';

/** ms between the app's window requests under load, which also record outcomes of messages. */
const LOOK_EVERY = 100;
/** Requests without progress before it gives up. */
const LOOKS = 50;

export class Publishing {
  readonly #order: PublishOrder;
  readonly #connection: Connection | undefined;
  readonly #news: [id: number, outcome: PublishOutcome][] = [];
  #sent: readonly SentEntry[] = [];
  #isDone = false;

  constructor(url: string, order: PublishOrder) {
    this.#order = order;
    if (order.kind === 'ours') this.#connection = this.#ours(url);
    else publishByMqttjs(url, order);
  }

  /** Waits for the last response, or for a time without any. */
  async recorded(): Promise<Recorded | undefined> {
    const connection = this.#connection;
    if (connection === undefined) return undefined;
    const outcome = this.#order.qos === 0 ? 'sent' : 'acknowledged';
    const tally = () => this.#sent[0]?.tally ?? {};
    for (let looks = 0; looks < LOOKS && tally()[outcome] !== this.#order.count; looks += 1) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
    this.#isDone = true;
    const { counters } = await connection.ask({ kind: 'window', request: VIEW });
    await connection.close();
    const { packets, exchanges, inFlightOut, problems } = counters;
    return {
      packets,
      exchanges: exchanges.all,
      inFlight: inFlightOut,
      problems: problems.total,
      outcomes: tally(),
    };
  }

  /** Like the publish form, but without its limit of 5,000 a second and without pauses. */
  #ours(url: string): Connection {
    const { count, topics, size, qos } = this.#order;
    const connection = connect(url, { version: 5, subscriptions: [] });
    const names = Array.from({ length: topics }, (_, index) => topicOf(index));
    const message: PublishRequest = {
      id: 1,
      topic: names[0] ?? '',
      payload: new TextEncoder().encode('x'.repeat(size)),
      qos,
      retain: false,
      properties: [],
    };
    const repeat = { every: 0, times: count, topics: names };
    this.#sent = [newEntry(message, Date.now(), url, repeat)];
    connection.listen((event) => {
      if (event.kind === 'published') this.#news.push([event.id, event.outcome]);
      if (event.kind === 'state' && event.state.kind === 'connected')
        connection.send({ kind: 'repeat', message, ...repeat });
    });
    void this.#look(connection);
    return connection;
  }

  async #look(connection: Connection): Promise<void> {
    while (!this.#isDone) {
      await connection.ask({ kind: 'window', request: VIEW });
      this.#enterNews();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
  }

  #enterNews(): void {
    this.#sent = withOutcomes(this.#sent, this.#news.splice(0));
  }
}

function publishByMqttjs(url: string, order: PublishOrder): void {
  const worker = new Worker(new URL('./publisher.worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage({ url, order });
}
