/** What is remembered of each session, for as long as its stream facts live. */
import type { GrantedSubscription, StreamFacts } from '../../streams/streamFacts.ts';
import { SessionMemory } from './sessionMemory.ts';

export class SessionMemories {
  /** By the subscriptions of the session, which live as long as it does. */
  readonly #sessions = new WeakMap<ReadonlyMap<string, GrantedSubscription>, SessionMemory>();

  /** Of the session that the stream is on now. */
  of({ subscriptions, connect }: StreamFacts): SessionMemory {
    const known = this.#sessions.get(subscriptions);
    const session = known ?? new SessionMemory();
    if (known === undefined) this.#sessions.set(subscriptions, session);
    if (connect !== undefined && connect.packet !== session.connect) {
      session.connect = connect.packet;
      // Requests end with their connection.
      session.pending.clear();
      if (connect.cleanStart) session.beginAnew();
    }
    return session;
  }
}
