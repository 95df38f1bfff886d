/**
 * All MQTT-SN conversations of a capture: numbers their messages, and interprets each with the earlier ones.
 */
import { SnConversation, type SnRead } from './snConversation.ts';
import type { SnDatagramSeen } from './snFlows.ts';

/** Memory for conversations in bytes. */
const BUDGET = 16 * 1024 * 1024;

export class SnConversations {
  readonly #predefined: ReadonlyMap<number, string>;
  readonly #budget: number;
  /** In the order of the last message. */
  readonly #conversations = new Map<number, SnConversation>();
  #bytes = 0;
  #total = 0;
  #forgotten = 0;

  constructor(predefined: ReadonlyMap<number, string> = new Map(), budget: number = BUDGET) {
    this.#predefined = predefined;
    this.#budget = budget;
  }

  /** Number of messages. */
  get total(): number {
    return this.#total;
  }

  /** Memory of earlier state in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Number of conversations that were discarded to save memory. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** The result refers to the given bytes; copy them to keep them. */
  take(seen: SnDatagramSeen): SnRead {
    const { stream } = seen;
    const conversation = this.#conversations.get(stream) ?? new SnConversation(this.#predefined);
    this.#forget(stream);
    this.#total += 1;
    const read = conversation.take(seen, this.#total);
    this.#conversations.set(stream, conversation);
    this.#bytes += conversation.bytes;
    for (const oldest of this.#conversations.keys()) {
      if (this.#bytes <= this.#budget) break;
      this.#forget(oldest);
      this.#forgotten += 1;
    }
    return read;
  }

  /** Topic of an id in a stream. */
  topicBehind(stream: number, id: number): string | undefined {
    return this.#conversations.get(stream)?.topicBehind(id);
  }

  /** The client has disconnected. False if another one has its place. */
  left(stream: number, clientId: string): boolean {
    const conversation = this.#conversations.get(stream);
    if (conversation !== undefined && conversation.clientId !== clientId) return false;
    this.#forget(stream);
    return true;
  }

  #forget(stream: number): void {
    this.#bytes -= this.#conversations.get(stream)?.bytes ?? 0;
    this.#conversations.delete(stream);
  }
}
