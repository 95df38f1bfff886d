/** Computes a subscriber's copy of a message: its subscriptions and QoS, or why there is none. */

import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { Message } from '../contract/message.ts';
import type { Client } from '../contract/parties.ts';
import type { CopyTrace } from '../contract/trace.ts';
import type { Counters } from '../output/link.ts';
import type { Session, Subscription, SubscriptionTerms } from '../sessions/session.ts';

/** A subscriber's copy, from all its matching subscriptions. */
export interface Copy {
  readonly session: Session;
  /** The shared subscription that selected it. */
  readonly group: string | undefined;
  qos: QoS;
  retain: boolean;
  /** Subscription Identifiers in a separate list; undefined: none. */
  identifiers: number[] | undefined;
  /** Set if an observer traces it. */
  readonly trace: CopyTrace | undefined;
}

/** Decides which client may read a message. */
export interface ReadingRule {
  /** True if the host has a rule for clients on the usual terms. */
  readonly isAsked: boolean;
  mayRead(client: Client, topic: string): boolean;
}

const ALL_MAY_READ: ReadingRule = { isAsked: false, mayRead: () => true };

type Cause = 'published' | 'retained' | 'handed-over';

const lower = (a: QoS, b: QoS): QoS => (a < b ? a : b);
const higher = (a: QoS, b: QoS): QoS => (a > b ? a : b);
const NO_IDENTIFIERS: readonly number[] = [];
export const identifiersOf = ({ identifier }: SubscriptionTerms): Copy['identifiers'] =>
  identifier === undefined ? undefined : [identifier];

export class Copier {
  readonly #counters: Counters;
  readonly #reading: ReadingRule;

  constructor(counters: Counters, reading = ALL_MAY_READ) {
    this.#counters = counters;
    this.#reading = reading;
  }

  /** True if the client may read messages of that topic. */
  mayGet({ client }: Session, { topic }: Message): boolean {
    const isAsked = this.#reading.isAsked || client.admitted !== undefined;
    return !isAsked || this.#reading.mayRead(client, topic);
  }

  /**
   * The copy for a subscription; undefined: none. A chosen member of a shared subscription may always get it.
   */
  copyFor(
    subscription: Subscription,
    message: Message,
    group?: { readonly filter: string; readonly size: number },
  ): Copy | undefined {
    const { session } = subscription;
    if (group === undefined && !this.mayGet(session, message)) {
      message.trace?.withheld(subscription, 'not-authorised');
      return undefined;
    }
    // [MQTT-3.8.3-3]
    if (subscription.noLocal && message.publisher === session.clientId) {
      message.trace?.withheld(subscription, 'no-local');
      return undefined;
    }
    subscription.copies += 1;
    return {
      session,
      group: group?.filter,
      qos: qosFor(session, message, subscription.qos),
      retain: message.retain && subscription.retainAsPublished && getsRetained(session),
      identifiers: identifiersOf(subscription),
      trace: message.trace?.copy(subscription, group?.size ?? 0),
    };
  }

  deliver(
    { session, group, qos, retain, identifiers, trace }: Copy,
    message: Message,
    now: number,
    cause: Cause = 'published',
  ): void {
    const isPlain = group === undefined && identifiers === undefined && trace === undefined;
    const delivery = isPlain
      ? message.plainDelivery(qos, retain)
      : { message, group, qos, retain, identifiers: identifiers ?? NO_IDENTIFIERS, trace };
    trace?.begin({ session, qos, retain, cause }, now);
    if (session.deliver(delivery, now) === 'full') this.#counters.droppedQueue += 1;
  }
}

/** QoS of a copy for a subscription with that granted QoS (3.8.4), or by the subscriber's terms. */
export function qosFor({ client }: Session, message: Message, granted: QoS): QoS {
  return lower(message.qos, client.admitted?.deliversUpTo ?? granted);
}

/** True if the client gets retained messages. */
export const getsRetained = ({ client }: Session): boolean =>
  client.admitted?.retainAvailable !== false;

/** Merges the copies of one client, with the highest QoS of its subscriptions [MQTT-3.3.4-2]. */
export function merge(into: Copy | undefined, copy: Copy): Copy {
  if (into === undefined) return copy;
  into.qos = higher(into.qos, copy.qos);
  into.retain ||= copy.retain;
  if (copy.trace !== undefined) into.trace?.join(copy.trace);
  // With all their identifiers [MQTT-3.3.4-4]. Copying the list each time would be too slow.
  if (into.identifiers === undefined) into.identifiers = copy.identifiers;
  else for (const identifier of copy.identifiers ?? []) into.identifiers.push(identifier);
  return into;
}
