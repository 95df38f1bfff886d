/** Messages that a server has accepted, and messages that it has to send to a client. */

import type { StreamFacts } from '../../streams/streamFacts.ts';
import type { RetainedMessage } from './retainedMessages.ts';
import type { LoggedPublish } from './seenPacket.ts';

/**
 * A message that a connection has to receive: a published and accepted message, the retained message for a
 * new subscription, or a will.
 */
export interface ExpectedMessage {
  readonly kind: 'message' | 'retained' | 'will';
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
  /** µs. */
  readonly deadline: number;
  /** The retained message that has to be sent. */
  readonly retained: RetainedMessage | undefined;
}

/** A message that did not arrive. */
export interface MissedMessage {
  readonly expected: ExpectedMessage;
  /** µs since its reason. */
  readonly waited: number;
  /** Messages of the server on its topic that arrived, newest first. */
  readonly received: readonly LoggedPublish[];
  /** Messages of clients on its topic. */
  readonly sent: readonly LoggedPublish[];
  /** Connection that expected it. */
  readonly receiver: number;
}

/** A connection that has to receive messages. */
export interface Receiver {
  expected: readonly ExpectedMessage[];
}

interface OfferedMessage {
  readonly topic: string;
  readonly payload: Uint8Array | undefined;
  readonly packet: number;
  /** Connections that have to receive it. */
  readonly receivers: readonly Receiver[];
  readonly retained: RetainedMessage | undefined;
}

/** By packet identifier. */
export type OfferedMessages = Map<number, OfferedMessage>;
