/** Shared subscription (4.8.2): each message goes to one member. */

import type { Steps, TimeSlice } from '../memory/timeSlice.ts';
import type { Session, Subscription } from './session.ts';

export class SharedGroup {
  /** `$share/{name}/{filter}`, which identifies the group. */
  readonly filter: string;
  readonly #members = new Map<Session, Subscription>();
  /** The members in the order of joining; rebuilt after a change. */
  #order: readonly Subscription[] | undefined;
  #position = 0;

  constructor(filter: string) {
    this.filter = filter;
  }

  get size(): number {
    return this.#members.size;
  }

  get members(): readonly Subscription[] {
    return [...this.#members.values()];
  }

  /** Adds a member or replaces its options. */
  set(subscription: Subscription): void {
    this.#members.set(subscription.session, subscription);
    this.#order = undefined;
  }

  delete(session: Session): void {
    this.#members.delete(session);
    this.#order = undefined;
  }

  /**
   * Next member, in the order of joining. Connected members precede disconnected members, and reading members
   * precede members that have stopped reading. Undefined: no member fits the message.
   */
  choose(isFit?: (member: Subscription) => boolean): Subscription | undefined {
    const search = this.#search(isFit);
    for (;;) {
      const { done, value } = search.next();
      if (done === true) return value;
    }
  }

  /** Chooses in steps; members may change meanwhile. */
  *choosing(
    timeSlice: TimeSlice,
    isFit: (member: Subscription) => boolean,
  ): Steps<Subscription | undefined> {
    for (;;) {
      const search = this.#search(isFit);
      let step = search.next();
      for (; step.done !== true; step = search.next()) if (timeSlice.spend(1)) yield;
      const chosen = step.value;
      if (chosen === undefined || this.#members.get(chosen.session) === chosen) return chosen;
    }
  }

  /** Yields before each member that it checks. */
  *#search(isFit?: (member: Subscription) => boolean): Steps<Subscription | undefined> {
    this.#order ??= [...this.#members.values()];
    const order = this.#order;
    this.#position = (this.#position + 1) % Math.max(1, order.length);
    const first = this.#position;
    let connected: Subscription | undefined;
    let away: Subscription | undefined;
    for (let step = 0; step < order.length; step += 1) {
      yield;
      const member = order[(first + step) % order.length];
      if (member === undefined || isFit?.(member) === false) continue;
      const { link } = member.session;
      if (link?.isReady === true) return member;
      if (link?.isOpen === true) connected ??= member;
      away ??= member;
    }
    return connected ?? away;
  }
}
