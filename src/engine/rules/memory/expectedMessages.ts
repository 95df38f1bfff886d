/** Messages that a server has accepted, and messages that it has to send to a client. */

import type { StreamFacts } from '../../streams/streamFacts.ts';
import type { RetainedMessage } from './retainedMessages.ts';
import type { LoggedPublish } from './seenPacket.ts';
import type { ExistingSubscription } from './sessionMemory.ts';

/** Maximum number of messages that one connection is known to expect. */
export const MOST_EXPECTED = 32;
/** Maximum bytes of a payload that is kept for a comparison. */
export const LONGEST = 1_024;
/** Room for properties and headers that the server adds. */
export const ADDED = 256;

/**
 * A message that a connection has to receive: a published and accepted message, its copies for
 * several subscriptions, the retained message for a new subscription, or a will. `qos-0`: the first message on a
 * topic that a server may store for an absent client with subscriptions of QoS 0.
 */
export interface ExpectedMessage {
  readonly kind: 'message' | 'copy' | 'retained' | 'will' | 'qos-0';
  readonly topic: string;
  /** undefined if it was too long to keep. */
  readonly payload: Uint8Array | undefined;
  /** The packet that causes the delivery, and its stream. */
  readonly because: number;
  readonly of: StreamFacts;
  /** The packet with the message itself. */
  readonly origin: number;
  /** The message arrives after this packet. */
  readonly since: number;
  /** µs; when the server can send it. */
  readonly from: number;
  /** µs. */
  readonly deadline: number;
  /** µs; infinite without a message expiry. */
  readonly expiresAt: number;
  /** The server stored it for a session without a connection, until that session was resumed. */
  readonly isStored: boolean;
  /** The retained message that has to be sent; undefined if its publication is not known. */
  readonly retained: RetainedMessage | undefined;
  /** A retained message for a subscription that existed before. */
  readonly isRenewed?: boolean;
}

/** Only the return of its client makes a message a stored one. */
export function expect(receiver: Receiver, message: Omit<ExpectedMessage, 'isStored'>): void {
  const { expected } = receiver;
  if (message.kind === 'qos-0') {
    const isKnown = ({ kind, topic, expiresAt }: ExpectedMessage) =>
      kind === 'qos-0' && topic === message.topic && expiresAt >= message.expiresAt;
    // Messages that a server has to deliver take precedence.
    if (expected.length >= MOST_EXPECTED / 2 || expected.some(isKnown)) return;
  }
  if (expected.length >= MOST_EXPECTED) return;
  receiver.expected = [...receiver.expected, { ...message, isStored: false }];
}

/** A message that did not arrive. */
export interface MissedMessage {
  readonly expected: ExpectedMessage;
  /** µs since its reason. */
  readonly waited: number;
  /** Messages of the server on its topic that arrived, newest first. */
  readonly received: readonly LoggedPublish[];
  /** Subscriptions that existed before it. */
  readonly subscriptions: readonly ExistingSubscription[];
  /** Messages of clients on its topic since its reason. */
  readonly sent: readonly LoggedPublish[];
  /** The same from before: they may arrive later. undefined if they are not known. */
  readonly sentBefore: readonly LoggedPublish[] | undefined;
  /** The server has sent something later, or has closed the connection. */
  readonly isPassedOver: boolean;
  /** Connection that expected it. */
  readonly receiver: number;
}

/** A connection, or a session without one, that has to receive messages. */
export interface Receiver {
  expected: readonly ExpectedMessage[];
}

/** The time between two connections of a session. */
export interface Absence {
  /** Last packet of the earlier connection. */
  readonly since: number;
  /** Earlier connections of the session, by stream. */
  readonly streams: readonly number[];
}

interface OfferedMessage {
  readonly topic: string;
  readonly payload: Uint8Array | undefined;
  readonly packet: number;
  /** µs; infinite without a message expiry. */
  readonly expiresAt: number;
  /** Connections and sessions that have to receive it. */
  readonly receivers: readonly Receiver[];
  /** Those with several subscriptions of different QoS or with identifiers. */
  readonly overlapping: readonly Receiver[];
  /** Sessions that need not receive it, because their subscriptions have QoS 0. */
  readonly qos0: readonly Receiver[];
  readonly retained: RetainedMessage | undefined;
}

/** By packet identifier. */
export type OfferedMessages = Map<number, OfferedMessage>;
