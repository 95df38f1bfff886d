/** Facts of one session; keepers make it, so that a broker without one does not have it. */
import type { Keeper, KeptCopy, SessionFacts, SubscriptionFacts } from './durability.ts';

export class SessionRecord {
  readonly #session: object;
  readonly #keeper: Pick<Keeper, 'tell'>;

  constructor(session: object, keeper: Pick<Keeper, 'tell'>) {
    this.#session = session;
    this.#keeper = keeper;
  }

  session(facts: SessionFacts): void {
    this.#keeper.tell({ kind: 'session', session: this.#session, facts });
  }

  left(at: number, expiry: number): void {
    this.#keeper.tell({ kind: 'left', session: this.#session, at, expiry });
  }

  subscribed(subscription: SubscriptionFacts): void {
    this.#keeper.tell({ kind: 'subscribed', session: this.#session, subscription });
  }

  unsubscribed(filter: string): void {
    this.#keeper.tell({ kind: 'unsubscribed', session: this.#session, filter });
  }

  queued(copy: KeptCopy): void {
    this.#keeper.tell({ kind: 'queued', session: this.#session, copy });
  }

  about(kind: 'will-gone' | 'ending' | 'ended' | 'emptied' | 'unqueued'): void {
    this.#keeper.tell({ kind, session: this.#session });
  }

  packet(
    kind: 'sent' | 'released' | 'completed' | 'received' | 'receive-over',
    packetId: number,
  ): void {
    this.#keeper.tell({ kind, session: this.#session, packetId });
  }
}
