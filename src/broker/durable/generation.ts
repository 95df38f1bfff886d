/** Facts of a single file: numbers of its sessions and messages, and pending output. */
import type { Fact } from '../core/contract/facts.ts';
import type { Message } from '../core/contract/message.ts';
import { type StoredFact, writeFact } from './factCodec.ts';
import { FactWriter } from './factWriter.ts';

/** Fact about a known session. */
type Change = Exclude<Extract<Fact, { readonly session: object }>, { readonly kind: 'session' }>;

export class Generation {
  readonly #origin: () => number;
  readonly #writer = new FactWriter();
  /** Weak, so unused objects are forgotten. */
  readonly #numbers = new WeakMap<object, number>();
  #last = 0;

  /** @param origin wall-clock time of the broker's time 0, as for each fact that is written */
  constructor(origin: () => number) {
    this.#origin = origin;
  }

  /** Unwritten bytes. */
  get pending(): number {
    return this.#writer.length;
  }

  /**
   * Skips facts of sessions not written yet: their complete state is written later. With `isRead` false, the
   * existing sessions have not all been read, so even a beginning session is skipped.
   */
  append(fact: Fact, isRead = true): void {
    if (!isRead && fact.kind === 'session' && !this.#numbers.has(fact.session)) return;
    const stored = this.#stored(fact);
    if (stored !== undefined) writeFact(this.#writer, stored);
  }

  /** Returns the pending bytes, after space for a header. */
  take(head: number): Uint8Array {
    return this.#writer.take(head);
  }

  #stored(fact: Fact): StoredFact | undefined {
    switch (fact.kind) {
      case 'session': {
        const { left } = fact.facts;
        const at = left === undefined ? undefined : left + this.#origin();
        return {
          kind: fact.kind,
          session: this.#numbers.get(fact.session) ?? this.#number(fact.session),
          facts: { ...fact.facts, left: at },
        };
      }
      case 'retained':
      case 'publishing':
        return { kind: fact.kind, message: this.#message(fact.message) };
      case 'published': {
        const message = this.#numbers.get(fact.message);
        return message === undefined ? undefined : { kind: fact.kind, message };
      }
      case 'retained-gone':
      case 'nothing':
        return fact;
      case 'left':
      case 'will-gone':
      case 'ending':
      case 'ended':
      case 'emptied':
      case 'subscribed':
      case 'unsubscribed':
      case 'queued':
      case 'unqueued':
      case 'sent':
      case 'released':
      case 'completed':
      case 'received':
      case 'receive-over': {
        const session = this.#numbers.get(fact.session);
        return session === undefined ? undefined : this.#ofSession(fact, session);
      }
    }
  }

  #ofSession(fact: Change, session: number): StoredFact {
    if (fact.kind === 'left') return { ...fact, session, at: fact.at + this.#origin() };
    if (fact.kind !== 'queued') return { ...fact, session };
    const { copy } = fact;
    return { kind: fact.kind, session, copy: { ...copy, message: this.#message(copy.message) } };
  }

  #message(message: Message): number {
    const known = this.#numbers.get(message);
    if (known !== undefined) return known;
    const number = this.#number(message);
    const { publisher, time } = message;
    writeFact(this.#writer, {
      kind: 'message',
      message: number,
      source: message,
      publisher,
      time: time + this.#origin(),
    });
    return number;
  }

  #number(object: object): number {
    this.#last += 1;
    this.#numbers.set(object, this.#last);
    return this.#last;
  }
}
