/** A message to many subscribers, in steps; who they are may change meanwhile. */

import type { Message } from '../contract/message.ts';
import type { Matching } from '../memory/filterTree.ts';
import type { Steps, Turn } from '../memory/timeSlice.ts';
import type { Session, Subscription } from '../sessions/session.ts';
import { SharedGroup } from '../sessions/sharedGroup.ts';
import { type Copier, type Copy, merge } from './copies.ts';

/** The shared subscriptions that there are now. */
export type Groups = (filter: string) => SharedGroup | undefined;

/** Whom a broker before this one has given it to: sessions, and shared subscriptions. */
export interface Given {
  readonly sessions: ReadonlySet<Session>;
  readonly groups: ReadonlySet<string>;
}

/** Branches of the tree, or subscriptions, that take about as long as a step. */
const BRANCHES = 16;
/** Bytes of payload that make another step of a copy: some subscribers need one of their own. */
const STEP_BYTES = 16_384;
/** Subscriptions that all messages on their way have found; above it, others wait. */
const MOST_FOUND = 500_000;

export class FanOut {
  readonly #copier: Copier;
  readonly #groups: Groups;
  readonly #turn: Turn;
  readonly #copyPerSubscription: boolean;
  #found = 0;

  constructor(copier: Copier, groups: Groups, turn: Turn, copyPerSubscription: boolean) {
    this.#copier = copier;
    this.#groups = groups;
    this.#turn = turn;
    this.#copyPerSubscription = copyPerSubscription;
  }

  /**
   * The message must be its own. Goes on with the search and gives the message to all; tells how many those are. A subscription that
   * is given up before its turn gets nothing [MQTT-3.10.4-2], one that is replaced gets it as it is
   * then [MQTT-3.8.4-4], and one that is made meanwhile may get it or not.
   */
  *run(
    message: Message,
    matching: Matching<Subscription | SharedGroup>,
    given?: Given,
  ): Steps<number> {
    const turn = this.#turn;
    while (this.#found > MOST_FOUND) {
      turn.spend(1);
      yield;
    }
    while (!matching.goOn(BRANCHES)) if (turn.spend(1)) yield;
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
        if (!this.#isApart(entry) || (given !== undefined && isGiven(entry, given))) continue;
        const copy = yield* this.#copyApart(entry, message);
        if (this.#deliver(copy, message)) yield* pause(message);
        if (copy !== undefined) copies += 1;
      }
      message.stopSharing();
      return copies;
    } finally {
      this.#found -= found.length;
    }
  }

  /** Of a shared subscription: its messages go to one member. */
  *copyForGroup(group: SharedGroup, message: Message): Steps<Copy | undefined> {
    const isFit = ({ session }: Subscription): boolean => this.#copier.mayGet(session, message);
    const member = yield* group.choosing(this.#turn, isFit);
    return this.copyForMember(group, member, message);
  }

  /** `member` undefined: nobody there may get it. */
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

  #isApart(entry: Subscription | SharedGroup): boolean {
    return this.#copyPerSubscription || entry instanceof SharedGroup;
  }

  /** Most clients have one that matches, and a list for that would cost more than all else. */
  *#bySession(
    found: readonly (Subscription | SharedGroup)[],
  ): Steps<Map<Session, Subscription | Subscription[]>> {
    const bySession = new Map<Session, Subscription | Subscription[]>();
    for (const [at, entry] of found.entries()) {
      if (at % BRANCHES === 0 && this.#turn.spend(1)) yield;
      if (entry instanceof SharedGroup || this.#copyPerSubscription) continue;
      const others = bySession.get(entry.session);
      if (others === undefined) bySession.set(entry.session, entry);
      else if (Array.isArray(others)) others.push(entry);
      else bySession.set(entry.session, [others, entry]);
    }
    return bySession;
  }

  /** One for all of a client's subscriptions that are still there. */
  *#copyForMany(subscriptions: readonly Subscription[], message: Message): Steps<Copy | undefined> {
    let copy: Copy | undefined;
    let isInterrupted = false;
    for (const [at, subscription] of subscriptions.entries()) {
      const one = this.#copyBy(subscription, message);
      if (one !== undefined) copy = merge(copy, one);
      if (at % BRANCHES > 0 || !this.#turn.spend(1)) continue;
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

  *#copyApart(entry: Subscription | SharedGroup, message: Message): Steps<Copy | undefined> {
    if (!(entry instanceof SharedGroup)) return this.#copyBy(entry, message);
    const group = this.#groups(entry.filter);
    return group && (yield* this.copyForGroup(group, message));
  }

  /** True: others have their turn now. */
  #deliver(copy: Copy | undefined, message: Message): boolean {
    if (copy !== undefined) this.#copier.deliver(copy, message, this.#turn.now);
    return this.#turn.spend(1 + Math.floor(message.payload.length / STEP_BYTES));
  }
}

/** What the other subscribers get tells the time of then. */
function* pause(message: Message): Steps {
  message.stopSharing();
  yield;
  message.startSharing();
}

/** The subscription in its place now; undefined: it has been given up. */
const current = ({ session, filter }: Subscription): Subscription | undefined =>
  session.subscriptions.get(filter);

const isGiven = (entry: Subscription | SharedGroup, { sessions, groups }: Given): boolean =>
  entry instanceof SharedGroup ? groups.has(entry.filter) : sessions.has(entry.session);
