/** All conversations of MQTT-SN in a capture: their messages are numbered, and read in what went before. */
import { SnConversation, type SnRead } from './snConversation.ts';
import type { SnDatagramSeen } from './snFlows.ts';

/** Bytes of what is known of conversations. */
const BUDGET = 16 * 1024 * 1024;

export class SnConversations {
  readonly #predefined: ReadonlyMap<number, string>;
  readonly #budget: number;
  /** Whoever was silent for longest first. */
  readonly #conversations = new Map<number, SnConversation>();
  #bytes = 0;
  #total = 0;
  #forgotten = 0;

  constructor(predefined: ReadonlyMap<number, string> = new Map(), budget: number = BUDGET) {
    this.#predefined = predefined;
    this.#budget = budget;
  }

  /** Messages that were read. */
  get total(): number {
    return this.#total;
  }

  /** Of memory, for what went before. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Conversations of which nothing is known any more, because others needed the room. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** Its bytes are those that were seen: whoever keeps them must copy them. */
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

  /** What a number stands for there. */
  topicBehind(stream: number, id: number): string | undefined {
    return this.#conversations.get(stream)?.topicBehind(id);
  }

  /** That client is gone. False: another one has come in its place. */
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
