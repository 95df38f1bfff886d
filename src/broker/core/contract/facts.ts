/** Durable facts, in the order of their occurrence. */
import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { Message, MessageSource } from './message.ts';
import type { Client, Peer } from './parties.ts';

export interface FactSink {
  /**
   * The fact is durable once `Keeper.durable` reaches the value of `Keeper.position` after the call. Copies
   * the data that it keeps.
   */
  append(fact: Fact): void;
}

/** A fact about a session or a message. A session is the same object in all its facts. */
export type Fact<S = object, M = Message> =
  /** Begun, resumed or repeated. Earlier facts still hold if it is the same object. */
  | { readonly kind: 'session'; readonly session: S; readonly facts: SessionFacts }
  /** Its connection ended at `at`. */
  | { readonly kind: 'left'; readonly session: S; readonly at: number; readonly expiry: number }
  | { readonly kind: 'will-gone'; readonly session: S }
  /** It is being ended: its messages of shared subscriptions go to other members. */
  | { readonly kind: 'ending'; readonly session: S }
  | { readonly kind: 'ended'; readonly session: S }
  /** Its messages of both directions are deleted; its subscriptions stay. */
  | { readonly kind: 'emptied'; readonly session: S }
  | {
      readonly kind: 'subscribed';
      readonly session: S;
      readonly subscription: SubscriptionFacts;
    }
  | { readonly kind: 'unsubscribed'; readonly session: S; readonly filter: string }
  /** A copy was appended to its queue. */
  | { readonly kind: 'queued'; readonly session: S; readonly copy: StoredCopy<M> }
  /** The first message of its queue was removed. */
  | { readonly kind: 'unqueued'; readonly session: S }
  /** The first message of its queue is in flight. */
  | { readonly kind: 'sent'; readonly session: S; readonly packetId: number }
  /** PUBREC arrived, PUBCOMP is awaited. */
  | { readonly kind: 'released'; readonly session: S; readonly packetId: number }
  /** Its handshake is complete. */
  | { readonly kind: 'completed'; readonly session: S; readonly packetId: number }
  /** QoS 2 from the client: accepted, PUBREL is awaited. */
  | { readonly kind: 'received'; readonly session: S; readonly packetId: number }
  | { readonly kind: 'receive-over'; readonly session: S; readonly packetId: number }
  | { readonly kind: 'retained'; readonly message: M }
  | { readonly kind: 'retained-gone'; readonly topic: string }
  /**
   * Delivery takes several time slices; until it ends, sessions that have the message are recorded
   * individually.
   */
  | { readonly kind: 'publishing'; readonly message: M }
  | { readonly kind: 'published'; readonly message: M }
  /** All state is deleted. */
  | { readonly kind: 'nothing' };

export interface SessionFacts {
  readonly clientId: string;
  readonly userName: string | undefined;
  readonly version: Client['version'];
  readonly peer: Peer;
  /** The client was admitted on its own terms, which are requested again after a restart. */
  readonly isAdmitted: boolean;
  /** Seconds. */
  readonly expiry: number;
  readonly keepsMessages: boolean;
  readonly will: { readonly source: MessageSource; readonly delay: number } | undefined;
  /** When its connection ended, in ms of the broker's clock; undefined while connected. */
  readonly left: number | undefined;
}

export interface SubscriptionFacts {
  readonly filter: string;
  readonly qos: QoS;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  readonly identifier: number | undefined;
}

export interface StoredCopy<M = Message> {
  readonly message: M;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly identifiers: readonly number[];
  readonly group: string | undefined;
}
