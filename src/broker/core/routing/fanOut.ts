/** Delivers a message to many subscribers in steps; subscriptions may change meanwhile. */

import type { Message } from '../contract/message.ts';
import type { Matching } from '../memory/filterTree.ts';
import type { Steps, TimeSlice } from '../memory/timeSlice.ts';
import type { Session, Subscription } from '../sessions/session.ts';
import { SharedGroup } from '../sessions/sharedGroup.ts';
import { type Copier, type Copy, merge } from './copies.ts';

/** Looks up a current shared subscription. */
export type Groups = (filter: string) => SharedGroup | undefined;

/** Sessions and shared subscriptions that a previous broker has already served. */
export interface AlreadyServed {
  readonly sessions: ReadonlySet<Session>;
  readonly groups: ReadonlySet<string>;
}

/** Branches of the tree, or subscriptions, that take about one step. */
const BRANCHES = 16;
/** Payload bytes that count as another step per copy, because some subscribers need their own encoding. */
const STEP_BYTES = 16_384;
/** Limit of subscriptions found by all messages in progress; above it, others wait. */
const MOST_FOUND = 500_000;

export class FanOut {
  readonly #copier: Copier;
  readonly #groups: Groups;
  readonly #timeSlice: TimeSlice;
  #found = 0;

  constructor(copier: Copier, groups: Groups, timeSlice: TimeSlice) {
    this.#copier = copier;
    this.#groups = groups;
    this.#timeSlice = timeSlice;
  }

  /**
   * Continues the search and delivers the message, which must own its bytes; returns the number of
   * recipients. A subscription removed before its turn gets nothing [MQTT-3.10.4-2]. A replaced one gets it
   * with its new options [MQTT-3.8.4-4]. A new one may get it or not.
   */
  *run(
    message: Message,
    matching: Matching<Subscription | SharedGroup>,
    given?: AlreadyServed,
  ): Steps<number> {
    const timeSlice = this.#timeSlice;
    while (this.#found > MOST_FOUND) {
      timeSlice.spend(1);
      yield;
    }
    while (!matching.advance(BRANCHES)) if (timeSlice.spend(1)) yield;
    const { found } = matching;
    this.#found += found.length;
    try {
      const bySession = yield* this.#bySession(found);
      message.startSharing();
      let copies = 0;
      for (const [session, subscriptions] of bySession) {
        if (given?.sessions.has(session) === true) continue;
        const copy = Array.isArray(subscriptions)
          ? yield* this.#copyForMany(subscriptions, message)
          : this.#copyBy(subscriptions, message);
        if (this.#deliver(copy, message)) yield* pause(message);
        if (copy !== undefined) copies += 1;
      }
      for (const entry of found) {
        if (!(entry instanceof SharedGroup) || given?.groups.has(entry.filter) === true) continue;
        const group = this.#groups(entry.filter);
        const copy = group && (yield* this.copyForGroup(group, message));
        if (this.#deliver(copy, message)) yield* pause(message);
        if (copy !== undefined) copies += 1;
      }
      message.stopSharing();
      return copies;
    } finally {
      this.#found -= found.length;
    }
  }

  /** Copy of a shared subscription, whose messages go to one member. */
  *copyForGroup(group: SharedGroup, message: Message): Steps<Copy | undefined> {
    const isFit = ({ session }: Subscription): boolean => this.#copier.mayGet(session, message);
    const member = yield* group.choosing(this.#timeSlice, isFit);
    return this.copyForMember(group, member, message);
  }

  /** `member` undefined: no member may get it. */
  copyForMember(
    group: SharedGroup,
    member: Subscription | undefined,
    message: Message,
  ): Copy | undefined {
    if (member !== undefined) return this.#copier.copyFor(member, message, group);
    if (message.trace === undefined) return undefined;
    for (const each of group.members) message.trace.withheld(each, 'not-authorised');
    return undefined;
  }

  /** Most clients have one matching subscription, and a list would cost more than everything else. */
  *#bySession(
    found: readonly (Subscription | SharedGroup)[],
  ): Steps<Map<Session, Subscription | Subscription[]>> {
    const bySession = new Map<Session, Subscription | Subscription[]>();
    for (const [at, entry] of found.entries()) {
      if (at % BRANCHES === 0 && this.#timeSlice.spend(1)) yield;
      if (entry instanceof SharedGroup) continue;
      const others = bySession.get(entry.session);
      if (others === undefined) bySession.set(entry.session, entry);
      else if (Array.isArray(others)) others.push(entry);
      else bySession.set(entry.session, [others, entry]);
    }
    return bySession;
  }

  /** Merged copy for all of a client's subscriptions that still exist. */
  *#copyForMany(subscriptions: readonly Subscription[], message: Message): Steps<Copy | undefined> {
    let copy: Copy | undefined;
    let isInterrupted = false;
    for (const [at, subscription] of subscriptions.entries()) {
      const one = this.#copyBy(subscription, message);
      if (one !== undefined) copy = merge(copy, one);
      if (at % BRANCHES > 0 || !this.#timeSlice.spend(1)) continue;
      isInterrupted = true;
      yield;
    }
    const isThere = !isInterrupted || subscriptions.some((each) => current(each) !== undefined);
    return isThere ? copy : undefined;
  }

  #copyBy(subscription: Subscription, message: Message): Copy | undefined {
    const now = current(subscription);
    return now && this.#copier.copyFor(now, message);
  }

  /** Returns true if the time slice is used up. */
  #deliver(copy: Copy | undefined, message: Message): boolean {
    if (copy !== undefined) this.#copier.deliver(copy, message, this.#timeSlice.now);
    return this.#timeSlice.spend(1 + Math.floor(message.payload.length / STEP_BYTES));
  }
}

/** The encodings for the remaining subscribers depend on the time after the pause. */
function* pause(message: Message): Steps {
  message.stopSharing();
  yield;
  message.startSharing();
}

/** The current version of a subscription; undefined: it was removed. */
const current = ({ session, filter }: Subscription): Subscription | undefined =>
  session.subscriptions.get(filter);
