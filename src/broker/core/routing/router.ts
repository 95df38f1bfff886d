/** Routes messages to subscribers: matching, overlapping and shared subscriptions, retained messages. */

import { splitShared, topicMatches } from '../../../mqtt/tables/topics.ts';
import type { Keeper } from '../contract/durability.ts';
import type { Delivery, Message } from '../contract/message.ts';
import type { MessageObserver } from '../contract/observer.ts';
import type { MessageTrace } from '../contract/trace.ts';
import type { Deadlines } from '../memory/deadlines.ts';
import { FilterTree } from '../memory/filterTree.ts';
import type { Account, Ledger } from '../memory/ledger.ts';
import { textSize } from '../memory/sizes.ts';
import { type Steps, TimeSlice } from '../memory/timeSlice.ts';
import type { Counters } from '../output/link.ts';
import type { Session, Subscription, SubscriptionTerms } from '../sessions/session.ts';
import { SharedGroup } from '../sessions/sharedGroup.ts';
import {
  Copier,
  type Copy,
  getsRetained,
  identifiersOf,
  merge,
  qosFor,
  type ReadingRule,
} from './copies.ts';
import { type AlreadyServed, FanOut, type Groups } from './fanOut.ts';
import { Retained } from './retained.ts';

/** Memory of a subscription without its filter, and of a shared one without its members. */
const SUBSCRIPTION_BYTES = 118;
const GROUP_BYTES = 320;

type Entry = Subscription | SharedGroup;

export class Router {
  readonly retained: Retained;
  readonly #account: Account;
  readonly #tree: FilterTree<Entry>;
  readonly #groups = new Map<string, SharedGroup>();
  readonly #copier: Copier;
  readonly #fanOut: FanOut;
  readonly #timeSlice: TimeSlice;
  readonly #observer: MessageObserver | undefined;
  #subscriptions = 0;

  constructor(
    ledger: Ledger,
    deadlines: Deadlines,
    counters: Counters,
    reading?: ReadingRule,
    observer?: MessageObserver,
    timeSlice = new TimeSlice(),
    keeper?: Keeper,
  ) {
    this.#observer = observer;
    this.#copier = new Copier(counters, reading);
    this.#timeSlice = timeSlice;
    this.retained = new Retained(deadlines, ledger.accounts.retained, keeper);
    this.#account = ledger.accounts.subscriptions;
    this.#tree = new FilterTree(this.#account);
    const groups: Groups = (filter) => this.#groups.get(filter);
    this.#fanOut = new FanOut(this.#copier, groups, timeSlice);
  }

  get subscriptions(): number {
    return this.#subscriptions;
  }

  get sharedSubscriptions(): number {
    return this.#groups.size;
  }

  /** True if there is memory for a new subscription with that filter. */
  hasRoomFor(filter: string): boolean {
    const place = this.#tree.costOf(splitShared(filter)?.filter ?? filter);
    return this.#account.fits(SUBSCRIPTION_BYTES + textSize(filter) + place);
  }

  /** Adds a subscription or replaces the one with the same filter in the session [MQTT-3.8.4-3]. */
  subscribe(wanted: SubscriptionTerms): void {
    const { session, qos, noLocal, retainAsPublished, identifier } = wanted;
    const before = session.subscriptions.get(wanted.filter);
    // Equal filters share one string.
    const filter = before?.filter ?? this.#groups.get(wanted.filter)?.filter ?? wanted.filter;
    const copies = before?.copies ?? 0;
    // A spread with one more member takes a second object for it.
    const subscription: Subscription = {
      session,
      filter,
      qos,
      noLocal,
      retainAsPublished,
      identifier,
      copies,
    };
    session.record?.subscribed(subscription);
    session.subscriptions.set(filter, subscription);
    const shared = splitShared(filter);
    if (before === undefined) {
      this.#subscriptions += 1;
      this.#account.add(costOf(subscription));
    }
    if (shared === undefined) {
      if (before !== undefined) this.#tree.delete(filter, before);
      this.#tree.add(filter, subscription);
      return;
    }
    let group = this.#groups.get(filter);
    if (group === undefined) {
      group = new SharedGroup(filter);
      this.#groups.set(filter, group);
      this.#account.add(GROUP_BYTES + textSize(filter));
      this.#tree.add(shared.filter, group);
    }
    group.set(subscription);
  }

  /** Returns false if there was no such subscription. */
  unsubscribe(session: Session, filter: string): boolean {
    const wasThere = this.#remove(session, filter);
    if (wasThere) session.record?.unsubscribed(filter);
    return wasThere;
  }

  #remove(session: Session, filter: string): boolean {
    const subscription = session.subscriptions.get(filter);
    if (subscription === undefined) return false;
    session.subscriptions.delete(filter);
    this.#subscriptions -= 1;
    this.#account.add(-costOf(subscription));
    const shared = splitShared(filter);
    const group = this.#groups.get(filter);
    if (shared === undefined || group === undefined) {
      this.#tree.delete(filter, subscription);
      return true;
    }
    group.delete(session);
    if (group.size === 0) {
      this.#account.add(-GROUP_BYTES - textSize(filter));
      this.#groups.delete(filter);
      this.#tree.delete(shared.filter, group);
    }
    return true;
  }

  /** The subscriptions that match a topic name, including all members of shared ones. */
  matching(topic: string): Subscription[] {
    return this.#tree
      .match(topic)
      .flatMap((entry) => (entry instanceof SharedGroup ? entry.members : [entry]));
  }

  *unsubscribeAll(session: Session): Steps {
    for (const filter of session.subscriptions.keys()) {
      this.#remove(session, filter);
      if (this.#timeSlice.spend(1)) yield;
    }
  }

  /** Delivers the message to all recipients; returns their number. */
  route(message: Message, now: number): number | Steps<number> {
    const { few } = this.#timeSlice;
    const matching = this.#tree.matching(message.topic);
    const entries = matching.found;
    if (!matching.advance(few) || entries.length > few) {
      return this.#fanOut.run(message.own(), matching);
    }
    const [only] = entries;
    if (only === undefined) {
      this.#tree.over(matching);
      return 0;
    }
    if (entries.some((entry) => entry instanceof SharedGroup && entry.size > few)) {
      return this.#fanOut.run(message.own(), matching);
    }
    this.#timeSlice.spend(entries.length);
    if (entries.length === 1) {
      this.#tree.over(matching);
      const copy = this.#copyFor(only, message);
      if (copy !== undefined) this.#copier.deliver(copy, message, now);
      return copy === undefined ? 0 : 1;
    }
    const copies = new Map<Session, Copy>();
    const shared: Copy[] = [];
    for (const entry of entries) {
      const copy = this.#copyFor(entry, message);
      if (copy === undefined) continue;
      const { session } = copy;
      if (entry instanceof SharedGroup) shared.push(copy);
      else copies.set(session, merge(copies.get(session), copy));
    }
    message.startSharing();
    for (const copy of copies.values()) this.#copier.deliver(copy, message, now);
    for (const copy of shared) this.#copier.deliver(copy, message, now);
    message.stopSharing();
    return copies.size + shared.length;
  }

  /** Delivers the message to the remaining recipients. */
  *routeRest(message: Message, given: AlreadyServed): Steps {
    yield* this.#fanOut.run(message.own(), this.#tree.matching(message.topic), given);
  }

  /**
   * Delivers the message to one session like any other message; false: none of its subscriptions matches.
   * `isPushed`: no subscription is needed.
   */
  routeTo(session: Session, message: Message, isPushed: boolean, now: number): boolean {
    let all: Copy | undefined;
    for (const subscription of session.subscriptions.values()) {
      const { filter } = subscription;
      if (splitShared(filter) !== undefined || !topicMatches(filter, message.topic)) continue;
      const copy = this.#copier.copyFor(subscription, message);
      if (copy !== undefined) all = merge(all, copy);
    }
    if (isPushed) all ??= this.#copier.copyFor(pushed(session, message), message);
    if (all !== undefined) this.#copier.deliver(all, message, now);
    return all !== undefined;
  }

  /** Hands a group member's remaining message over to another member; other messages are not handed over. */
  *handOver({ group, message }: Delivery): Steps {
    const shared = group === undefined ? undefined : this.#groups.get(group);
    if (shared === undefined) return;
    const copy = yield* this.#fanOut.copyForGroup(shared, message);
    const { now } = this.#timeSlice;
    if (copy !== undefined && !message.isExpired(now)) {
      this.#copier.deliver(copy, message, now, 'handed-over');
    }
  }

  /** Sends retained messages for a new or repeated subscription; shared ones get none (4.8.2). */
  *sendRetained(subscription: SubscriptionTerms): Steps {
    const { session, filter, qos } = subscription;
    if (splitShared(filter) !== undefined || !getsRetained(session)) return;
    for (const message of this.retained.matching(filter)) {
      const { now } = this.#timeSlice;
      if (message !== undefined && this.#isFor(subscription, message)) {
        const copy = {
          session,
          group: undefined,
          qos: qosFor(session, message, qos),
          retain: true,
          identifiers: identifiersOf(subscription),
          trace: this.#traceRetained(message, now)?.copy(subscription, 0),
        };
        this.#copier.deliver(copy, message, now, 'retained');
      }
      if (!this.#timeSlice.spend(1)) continue;
      yield;
      // Stops if the subscription was removed meanwhile; the queue of an ended session is not filled.
      if (!session.subscriptions.has(filter)) return;
      if (session.link?.isOpen !== true && !session.keepsMessages) return;
    }
  }

  #isFor({ session, noLocal }: SubscriptionTerms, message: Message): boolean {
    if (message.isExpired(this.#timeSlice.now)) return false;
    if (noLocal && message.publisher === session.clientId) return false;
    return this.#copier.mayGet(session, message);
  }

  /** A later subscriber belongs to the same message's trace, as long as that is remembered. */
  #traceRetained(message: Message, now: number): MessageTrace | undefined {
    const observer = this.#observer;
    if (observer !== undefined && message.trace?.isForgotten !== false) {
      const isAdmitted = observer.admits(message.publisher, now);
      message.trace = isAdmitted ? observer.beganRetained(message) : undefined;
    }
    return message.trace;
  }

  #copyFor(entry: Entry, message: Message): Copy | undefined {
    if (!(entry instanceof SharedGroup)) return this.#copier.copyFor(entry, message);
    const member = entry.choose(({ session }) => this.#copier.mayGet(session, message));
    return this.#fanOut.copyForMember(entry, member, message);
  }
}

/** The text of a shared filter is charged to its group, whose members share it. */
const costOf = ({ filter }: SubscriptionTerms): number =>
  SUBSCRIPTION_BYTES + (splitShared(filter) === undefined ? textSize(filter) : 0);

/** Placeholder for a subscription that the client need not have. */
const pushed = (session: Session, { topic, qos }: Message): Subscription => ({
  session,
  filter: topic,
  qos,
  noLocal: false,
  retainAsPublished: false,
  identifier: undefined,
  copies: 0,
});
