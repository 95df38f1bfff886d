/** Observer of the messages in the broker. Without one, or for messages that it does not admit, nothing is traced. */
import type { Message, MessageSource } from './message.ts';
import type { Came, MessageTrace } from './trace.ts';

export interface MessageObserver {
  /** Whether the next message of that publisher is to be followed; asked for every message. */
  admits(publisher: string | undefined, now: number): boolean;
  /** A message that was admitted comes in. */
  began(source: MessageSource, came: Came, now: number): MessageTrace;
  /** Somebody subscribes to a retained message that was admitted and is not followed (any more). */
  beganRetained(message: Message): MessageTrace;
}
