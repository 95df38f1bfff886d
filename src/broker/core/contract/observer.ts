/**
 * Observer of messages in the broker. Without one, or for messages that it does not admit, nothing is traced.
 */
import type { Message, MessageSource } from './message.ts';
import type { MessageTrace, PublishArrival } from './trace.ts';

export interface MessageObserver {
  /** Decides whether to trace the publisher's next message; called for every message. */
  admits(publisher: string | undefined, now: number): boolean;
  /** An admitted message arrives. */
  began(source: MessageSource, came: PublishArrival, now: number): MessageTrace;
  /** A client subscribes to a retained message that was admitted and is not traced (any more). */
  beganRetained(message: Message): MessageTrace;
}
