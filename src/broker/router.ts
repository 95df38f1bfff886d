/** From a message to its subscribers: matching, overlapping and shared subscriptions, retained messages. */
import type { QoS } from '../mqtt/packet.ts';
import { splitShared } from '../mqtt/topics.ts';
import type { Deadlines } from './deadlines.ts';
import { FilterTree } from './filterTree.ts';
import type { Counters } from './link.ts';
import type { Delivery, Message } from './message.ts';
import type { CopyTrace, MessageObserver, MessageTrace } from './observer.ts';
import type { Client, Limits } from './options.ts';
import { Retained } from './retained.ts';
import type { Session, Subscription } from './session.ts';
import { SharedGroup } from './sharedGroup.ts';

type Entry = Subscription | SharedGroup;

/** What one subscriber gets, from all of its subscriptions that match. */
interface Copy {
  readonly session: Session;
  /** The shared subscription that it came by. */
  readonly group: string | undefined;
  qos: QoS;
  retain: boolean;
  identifiers: readonly number[];
  /** Where an observer follows it. */
  readonly trace: CopyTrace | undefined;
}

/** Who may get what. */
interface ReadingRule {
  /** Whether the host has a rule for those who came in on the usual terms. */
  readonly isAsked: boolean;
  mayRead(client: Client, topic: string): boolean;
}

const ALL_MAY_READ: ReadingRule = { isAsked: false, mayRead: () => true };

type Cause = 'published' | 'retained' | 'handed-over';

const lower = (a: QoS, b: QoS): QoS => (a < b ? a : b);
const higher = (a: QoS, b: QoS): QoS => (a > b ? a : b);
const NO_IDENTIFIERS: readonly number[] = [];
const identifiersOf = ({ identifier }: Subscription): readonly number[] =>
  identifier === undefined ? NO_IDENTIFIERS : [identifier];

export class Router {
  readonly retained: Retained;
  readonly #tree = new FilterTree<Entry>();
  readonly #groups = new Map<string, SharedGroup>();
  readonly #counters: Counters;
  readonly #copyPerSubscription: boolean;
  readonly #reading: ReadingRule;
  readonly #observer: MessageObserver | undefined;
  #subscriptions = 0;

  constructor(
    limits: Limits,
    deadlines: Deadlines,
    counters: Counters,
    reading: ReadingRule = ALL_MAY_READ,
    observer?: MessageObserver,
  ) {
    this.#observer = observer;
    this.#reading = reading;
    this.retained = new Retained(deadlines, limits.retainedBytes);
    this.#counters = counters;
    this.#copyPerSubscription = limits.copyPerSubscription;
  }

  get subscriptions(): number {
    return this.#subscriptions;
  }

  get sharedSubscriptions(): number {
    return this.#groups.size;
  }

  /** Estimated memory of all subscriptions. */
  get bytes(): number {
    return this.#tree.bytes + 200 * this.#subscriptions;
  }

  /** Adds a subscription; one with the same filter in the same session is replaced [MQTT-3.8.4-3]. */
  subscribe(subscription: Subscription): void {
    const { session, filter } = subscription;
    const before = session.subscriptions.get(filter);
    session.subscriptions.set(filter, subscription);
    if (before === undefined) this.#subscriptions += 1;
    const shared = splitShared(filter);
    if (shared === undefined) {
      if (before !== undefined) this.#tree.delete(filter, before);
      this.#tree.add(filter, subscription);
      return;
    }
    let group = this.#groups.get(filter);
    if (group === undefined) {
      group = new SharedGroup(filter);
      this.#groups.set(filter, group);
      this.#tree.add(shared.filter, group);
    }
    group.set(subscription);
  }

  /** False where there was no such subscription. */
  unsubscribe(session: Session, filter: string): boolean {
    const subscription = session.subscriptions.get(filter);
    if (subscription === undefined) return false;
    session.subscriptions.delete(filter);
    this.#subscriptions -= 1;
    const shared = splitShared(filter);
    const group = this.#groups.get(filter);
    if (shared === undefined || group === undefined) {
      this.#tree.delete(filter, subscription);
      return true;
    }
    group.delete(session);
    if (group.size === 0) {
      this.#groups.delete(filter);
      this.#tree.delete(shared.filter, group);
    }
    return true;
  }

  /** The subscriptions that match a topic name, all members of shared ones among them. */
  matching(topic: string): Subscription[] {
    return this.#tree
      .match(topic)
      .flatMap((entry) => (entry instanceof SharedGroup ? entry.members : [entry]));
  }

  unsubscribeAll(session: Session): void {
    for (const filter of session.subscriptions.keys()) this.unsubscribe(session, filter);
  }

  /** Gives the message to all that it is for; returns how many those are. */
  route(message: Message, now: number): number {
    const entries = this.#tree.match(message.topic);
    const [only] = entries;
    if (only === undefined) return 0;
    if (entries.length === 1) {
      const copy = this.#copyFor(only, message);
      if (copy !== undefined) this.#deliver(copy, message, now);
      return copy === undefined ? 0 : 1;
    }
    // One copy for each client, with the highest QoS of its subscriptions [MQTT-3.3.4-2].
    const copies = new Map<Session, Copy>();
    const apart: Copy[] = [];
    for (const entry of entries) {
      const copy = this.#copyFor(entry, message);
      if (copy === undefined) continue;
      const other = copies.get(copy.session);
      if (entry instanceof SharedGroup || this.#copyPerSubscription) apart.push(copy);
      else if (other === undefined) copies.set(copy.session, copy);
      else merge(other, copy);
    }
    message.startSharing();
    for (const copy of copies.values()) this.#deliver(copy, message, now);
    for (const copy of apart) this.#deliver(copy, message, now);
    message.stopSharing();
    return copies.size + apart.length;
  }

  /**
   * Gives the message to one session alone, which hears of it as of any other; false: none of its
   * subscriptions matches. `isPushed`: it needs none.
   */
  routeTo(session: Session, message: Message, isPushed: boolean, now: number): boolean {
    let all: Copy | undefined;
    for (const entry of this.#tree.match(message.topic)) {
      const copy =
        entry instanceof SharedGroup || entry.session !== session
          ? undefined
          : this.#copyFor(entry, message);
      if (copy !== undefined && all !== undefined) merge(all, copy);
      else all ??= copy;
    }
    if (all === undefined && isPushed) all = this.#copyFor(pushed(session, message), message);
    if (all !== undefined) this.#deliver(all, message, now);
    return all !== undefined;
  }

  /** Gives what a member of a group has left behind to another member; nothing else is handed over. */
  handOver({ group, message }: Delivery, now: number): void {
    const shared = group === undefined ? undefined : this.#groups.get(group);
    const copy = shared && this.#copyFor(shared, message);
    if (copy !== undefined && !message.isExpired(now)) {
      this.#deliver(copy, message, now, 'handed-over');
    }
  }

  /** Retained messages for a new or repeated subscription; shared ones get none (4.8.2). */
  sendRetained(subscription: Subscription, now: number): void {
    const { session, filter, qos } = subscription;
    if (splitShared(filter) !== undefined || !getsRetained(session)) return;
    for (const message of this.retained.match(filter, now)) {
      if (subscription.noLocal && message.publisher === session.clientId) continue;
      if (!this.#mayGet(session, message)) continue;
      const copy = {
        session,
        group: undefined,
        qos: qosFor(session, message, qos),
        retain: true,
        identifiers: identifiersOf(subscription),
        trace: this.#traceRetained(message, now)?.copy(subscription, 0),
      };
      this.#deliver(copy, message, now, 'retained');
    }
  }

  /** Whoever subscribes to it later is part of the same message's story, as long as it is remembered. */
  #traceRetained(message: Message, now: number): MessageTrace | undefined {
    const observer = this.#observer;
    if (observer !== undefined && message.trace?.isForgotten !== false) {
      const isAdmitted = observer.admits(message.publisher, now);
      message.trace = isAdmitted ? observer.beganRetained(message) : undefined;
    }
    return message.trace;
  }

  /** The copy that a subscription asks for; undefined: none. */
  #copyFor(entry: Entry, message: Message): Copy | undefined {
    const subscription =
      entry instanceof SharedGroup
        ? entry.choose((member) => this.#mayGet(member.session, message))
        : entry;
    if (subscription === undefined) {
      if (message.trace !== undefined && entry instanceof SharedGroup) {
        for (const member of entry.members) message.trace.withheld(member, 'not-authorised');
      }
      return undefined;
    }
    const { session } = subscription;
    if (entry === subscription && !this.#mayGet(session, message)) {
      message.trace?.withheld(subscription, 'not-authorised');
      return undefined;
    }
    // [MQTT-3.8.3-3]
    if (subscription.noLocal && message.publisher === session.clientId) {
      message.trace?.withheld(subscription, 'no-local');
      return undefined;
    }
    return {
      session,
      group: entry instanceof SharedGroup ? entry.filter : undefined,
      qos: qosFor(session, message, subscription.qos),
      retain: message.retain && subscription.retainAsPublished && getsRetained(session),
      identifiers: identifiersOf(subscription),
      trace: message.trace?.copy(subscription, entry instanceof SharedGroup ? entry.size : 0),
    };
  }

  #mayGet({ client }: Session, { topic }: Message): boolean {
    const isAsked = this.#reading.isAsked || client.admitted !== undefined;
    return !isAsked || this.#reading.mayRead(client, topic);
  }

  #deliver(
    { session, group, qos, retain, identifiers, trace }: Copy,
    message: Message,
    now: number,
    cause: Cause = 'published',
  ): void {
    const isPlain = group === undefined && identifiers.length === 0 && trace === undefined;
    const delivery = isPlain
      ? message.plainDelivery(qos, retain)
      : { message, group, qos, retain, identifiers, trace };
    trace?.begin({ session, qos, retain, cause }, now);
    if (session.deliver(delivery, now) === 'full') this.#counters.droppedQueue += 1;
  }
}

/** Of a copy by a subscription with that granted QoS (3.8.4), or as the subscriber's terms have it. */
function qosFor({ client }: Session, message: Message, granted: QoS): QoS {
  return lower(message.qos, client.admitted?.deliversUpTo ?? granted);
}

/** Whether retained messages are anything to it. */
const getsRetained = ({ client }: Session): boolean => client.admitted?.retainAvailable !== false;

/** Stands for a subscription that the client need not have. */
const pushed = (session: Session, { topic, qos }: Message): Subscription => ({
  session,
  filter: topic,
  qos,
  noLocal: false,
  retainAsPublished: false,
  identifier: undefined,
});

function merge(into: Copy, copy: Copy): void {
  into.qos = higher(into.qos, copy.qos);
  into.retain ||= copy.retain;
  if (copy.trace !== undefined) into.trace?.join(copy.trace);
  if (copy.identifiers.length > 0) into.identifiers = [...into.identifiers, ...copy.identifiers];
}
