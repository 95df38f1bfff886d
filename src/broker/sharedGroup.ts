/** One shared subscription (4.8.2): its messages go to one member at a time. */
import type { Session, Subscription } from './session.ts';

export class SharedGroup {
  /** `$share/{name}/{filter}`, which is the group's identity. */
  readonly filter: string;
  readonly #members = new Map<Session, Subscription>();
  #turn = 0;

  constructor(filter: string) {
    this.filter = filter;
  }

  get size(): number {
    return this.#members.size;
  }

  /** Adds a member or replaces its options. */
  set(subscription: Subscription): void {
    this.#members.set(subscription.session, subscription);
  }

  delete(session: Session): void {
    this.#members.delete(session);
  }

  /**
   * Whose turn it is: in the order of joining, connected members before those that are away, and
   * among the connected those that read before those that have stopped. Undefined: nobody is there.
   */
  choose(): Subscription | undefined {
    const members = [...this.#members.values()];
    this.#turn += 1;
    const inTurn = members.map((_, at) => members[(at + this.#turn) % members.length]);
    return (
      inTurn.find((member) => member?.session.link?.isReady) ??
      inTurn.find((member) => member?.session.link?.isOpen) ??
      inTurn[0]
    );
  }
}
