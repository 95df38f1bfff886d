/** Facts of one session. Keepers create it, so a broker without one does not load it. */
import type { FactSink, SessionFacts, StoredCopy, SubscriptionFacts } from './facts.ts';

export class SessionRecord {
  readonly #session: object;
  readonly #sink: FactSink;

  constructor(session: object, sink: FactSink) {
    this.#session = session;
    this.#sink = sink;
  }

  session(facts: SessionFacts): void {
    this.#sink.append({ kind: 'session', session: this.#session, facts });
  }

  left(at: number, expiry: number): void {
    this.#sink.append({ kind: 'left', session: this.#session, at, expiry });
  }

  subscribed(subscription: SubscriptionFacts): void {
    this.#sink.append({ kind: 'subscribed', session: this.#session, subscription });
  }

  unsubscribed(filter: string): void {
    this.#sink.append({ kind: 'unsubscribed', session: this.#session, filter });
  }

  queued(copy: StoredCopy): void {
    this.#sink.append({ kind: 'queued', session: this.#session, copy });
  }

  about(kind: 'will-gone' | 'ending' | 'ended' | 'emptied' | 'unqueued'): void {
    this.#sink.append({ kind, session: this.#session });
  }

  packet(
    kind: 'sent' | 'released' | 'completed' | 'received' | 'receive-over',
    packetId: number,
  ): void {
    this.#sink.append({ kind, session: this.#session, packetId });
  }
}
