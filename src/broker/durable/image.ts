/** Sum of facts: the state they describe. */
import type { SessionFacts, StoredCopy, SubscriptionFacts } from '../core/contract/facts.ts';
import type {
  SavedMessage,
  SavedPublishing,
  SavedSession,
  SavedState,
} from '../core/state/restoring.ts';
import { readFact, type StoredFact } from './factCodec.ts';
import { FactReader, UnreadableFact } from './factReader.ts';

type SessionFact = Extract<StoredFact, { readonly session: number }>;
type Copy = StoredCopy<SavedMessage>;

/** In a long queue, removals from the front are counted and trimmed later. */
const CUT = 1024;

class ImageSession implements SavedSession {
  facts: SessionFacts;
  isEnding = false;
  readonly #subscriptions = new Map<string, SubscriptionFacts>();
  readonly received = new Set<number>();
  readonly sent = new Map<number, Copy>();
  readonly released = new Set<number>();
  #queue: Copy[] = [];
  /** Removed entries of the queue. */
  #taken = 0;

  constructor(facts: SessionFacts) {
    this.facts = facts;
  }

  get subscriptions(): readonly SubscriptionFacts[] {
    return [...this.#subscriptions.values()];
  }

  get queued(): readonly Copy[] {
    return this.#queue.slice(this.#taken);
  }

  join(copy: Copy): void {
    this.#queue.push(copy);
  }

  apply(fact: Exclude<SessionFact, { readonly kind: 'session' | 'queued' | 'ended' }>): void {
    switch (fact.kind) {
      case 'left':
        this.facts = { ...this.facts, left: fact.at, expiry: fact.expiry };
        return;
      case 'will-gone':
        this.facts = { ...this.facts, will: undefined };
        return;
      case 'ending':
        this.isEnding = true;
        return;
      case 'emptied':
        this.received.clear();
        this.sent.clear();
        this.released.clear();
        this.#queue = [];
        this.#taken = 0;
        return;
      case 'subscribed':
        this.#subscriptions.set(fact.subscription.filter, fact.subscription);
        return;
      case 'unsubscribed':
        this.#subscriptions.delete(fact.filter);
        return;
      case 'unqueued':
        this.#takeFirst();
        return;
      case 'sent': {
        const copy = this.#takeFirst();
        if (copy === undefined) throw new UnreadableFact('a message that was sent and not queued');
        this.sent.set(fact.packetId, copy);
        return;
      }
      case 'released':
        this.sent.delete(fact.packetId);
        this.released.add(fact.packetId);
        return;
      case 'completed':
        this.sent.delete(fact.packetId);
        this.released.delete(fact.packetId);
        return;
      case 'received':
        this.received.add(fact.packetId);
        return;
      case 'receive-over':
        this.received.delete(fact.packetId);
    }
  }

  #takeFirst(): Copy | undefined {
    const first = this.#queue[this.#taken];
    if (first !== undefined) this.#taken += 1;
    if (this.#taken >= CUT && 2 * this.#taken >= this.#queue.length) {
      this.#queue = this.queued.slice();
      this.#taken = 0;
    }
    return first;
  }
}

interface Publishing extends SavedPublishing {
  readonly sessions: Set<ImageSession>;
  readonly groups: Set<string>;
}

export class Image {
  readonly #origin: number;
  readonly #sessions = new Map<number, ImageSession>();
  readonly #messages = new Map<number, SavedMessage>();
  readonly #retained = new Map<string, SavedMessage>();
  readonly #publishing = new Map<SavedMessage, Publishing>();

  /** @param origin wall-clock time of time 0 of the broker that takes it over */
  constructor(origin: number) {
    this.#origin = origin;
  }

  /** Applies the facts of one frame. Throws `UnreadableFact`. */
  read(frame: Uint8Array): void {
    const reader = new FactReader(frame);
    while (!reader.isAtEnd) this.#apply(readFact(reader));
  }

  get left(): SavedState {
    return {
      sessions: [...this.#sessions.values()],
      retained: [...this.#retained.values()],
      publishing: [...this.#publishing.values()],
    };
  }

  #apply(fact: StoredFact): void {
    switch (fact.kind) {
      case 'message': {
        const { source, publisher, time } = fact;
        this.#messages.set(fact.message, { source, publisher, time: time - this.#origin });
        return;
      }
      case 'session':
        this.#begin(fact.session, this.#inOwnTime(fact.facts));
        return;
      case 'ended':
        this.#sessions.delete(fact.session);
        return;
      case 'queued':
        this.#queue(this.#session(fact.session), fact.copy);
        return;
      case 'left':
        this.#session(fact.session).apply({ ...fact, at: fact.at - this.#origin });
        return;
      case 'retained': {
        const message = this.#message(fact.message);
        const { topic } = message.source;
        this.#retained.delete(topic);
        this.#retained.set(topic, message);
        return;
      }
      case 'retained-gone':
        this.#retained.delete(fact.topic);
        return;
      case 'publishing': {
        const message = this.#message(fact.message);
        this.#publishing.set(message, { message, sessions: new Set(), groups: new Set() });
        return;
      }
      case 'published':
        this.#publishing.delete(this.#message(fact.message));
        return;
      case 'nothing':
        this.#sessions.clear();
        this.#retained.clear();
        this.#publishing.clear();
        return;
      case 'will-gone':
      case 'ending':
      case 'emptied':
      case 'subscribed':
      case 'unsubscribed':
      case 'unqueued':
      case 'sent':
      case 'released':
      case 'completed':
      case 'received':
      case 'receive-over':
        this.#session(fact.session).apply(fact);
    }
  }

  #begin(number: number, facts: SessionFacts): void {
    const known = this.#sessions.get(number);
    if (known === undefined) this.#sessions.set(number, new ImageSession(facts));
    else known.facts = facts;
  }

  #queue(session: ImageSession, { message: number, ...copy }: StoredCopy<number>): void {
    const message = this.#message(number);
    session.join({ ...copy, message });
    const publishing = this.#publishing.get(message);
    if (publishing === undefined) return;
    if (copy.group === undefined) publishing.sessions.add(session);
    else publishing.groups.add(copy.group);
  }

  #inOwnTime(facts: SessionFacts): SessionFacts {
    const { left } = facts;
    return left === undefined ? facts : { ...facts, left: left - this.#origin };
  }

  #session(number: number): ImageSession {
    const session = this.#sessions.get(number);
    if (session === undefined) throw new UnreadableFact('a session that is not known');
    return session;
  }

  #message(number: number): SavedMessage {
    const message = this.#messages.get(number);
    if (message === undefined) throw new UnreadableFact('a message that is not known');
    return message;
  }
}
