/** Facts that outlast the process, in the order in which they come about. */
import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { Message, MessageSource } from './message.ts';
import type { Client, Peer } from './parties.ts';

export interface FactSink {
  /** After the call, the fact is durable once `Keeper.durable` reaches `Keeper.position`. Copies what it keeps. */
  tell(fact: Fact): void;
}

/** A session as an object that is the same in all its facts, and a message. */
export type Fact<S = object, M = Message> =
  /** Begun or resumed, or told again: what was told of it before holds, if it is the same object. */
  | { readonly kind: 'session'; readonly session: S; readonly facts: SessionFacts }
  /** Its connection is over, since `at`. */
  | { readonly kind: 'left'; readonly session: S; readonly at: number; readonly expiry: number }
  | { readonly kind: 'will-gone'; readonly session: S }
  /** It is being ended: what it holds for a shared subscription goes to others. */
  | { readonly kind: 'ending'; readonly session: S }
  | { readonly kind: 'ended'; readonly session: S }
  /** Its messages of both directions are forgotten, its subscriptions stay. */
  | { readonly kind: 'emptied'; readonly session: S }
  | {
      readonly kind: 'subscribed';
      readonly session: S;
      readonly subscription: SubscriptionFacts;
    }
  | { readonly kind: 'unsubscribed'; readonly session: S; readonly filter: string }
  /** A copy has joined its queue, at the end. */
  | { readonly kind: 'queued'; readonly session: S; readonly copy: KeptCopy<M> }
  /** The first in its queue has gone. */
  | { readonly kind: 'unqueued'; readonly session: S }
  /** The first in its queue is in flight. */
  | { readonly kind: 'sent'; readonly session: S; readonly packetId: number }
  /** PUBREC came, PUBCOMP is awaited. */
  | { readonly kind: 'released'; readonly session: S; readonly packetId: number }
  /** It is in flight no more. */
  | { readonly kind: 'completed'; readonly session: S; readonly packetId: number }
  /** QoS 2 from the client: taken, PUBREL is awaited. */
  | { readonly kind: 'received'; readonly session: S; readonly packetId: number }
  | { readonly kind: 'receive-over'; readonly session: S; readonly packetId: number }
  | { readonly kind: 'retained'; readonly message: M }
  | { readonly kind: 'retained-gone'; readonly topic: string }
  /** It goes to its subscribers in several turns; until it has, those who have it are told apart. */
  | { readonly kind: 'publishing'; readonly message: M }
  | { readonly kind: 'published'; readonly message: M }
  /** Nothing of all this is left. */
  | { readonly kind: 'nothing' };

export interface SessionFacts {
  readonly clientId: string;
  readonly userName: string | undefined;
  readonly version: Client['version'];
  readonly peer: Peer;
  /** It came in on terms of its own, which are asked for anew. */
  readonly isAdmitted: boolean;
  /** Seconds. */
  readonly expiry: number;
  readonly keepsMessages: boolean;
  readonly will: { readonly source: MessageSource; readonly delay: number } | undefined;
  /** When its connection ended, in ms of the broker's clock; undefined: its client is there. */
  readonly left: number | undefined;
}

export interface SubscriptionFacts {
  readonly filter: string;
  readonly qos: QoS;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  readonly identifier: number | undefined;
}

export interface KeptCopy<M = Message> {
  readonly message: M;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly identifiers: readonly number[];
  readonly group: string | undefined;
}
