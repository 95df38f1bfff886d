/** Which messages have come already: of QoS 2 each is handed on once, and each is acknowledged as often as it comes. */
import { RETURN_CODE, type SnMessage, type SnPublish } from '../snMessage.ts';

/** ms in which the network may bring another copy of a message that is done. */
export const LATE = 2_000;
/** The same for those that say so (DUP), which a gateway sends as long as it tries. */
const REPEATED = 60_000;
const MOST_DONE = 16;

export class Received {
  readonly #send: (message: SnMessage) => void;
  /** PUBREL is awaited. */
  readonly #open = new Set<number>();
  readonly #done = new Map<number, number>();

  constructor(send: (message: SnMessage) => void) {
    this.#send = send;
  }

  /** Acknowledges it, too. */
  isNew({ qos, messageId, dup, topic }: SnPublish, now: number): boolean {
    if (qos === 1) {
      const returnCode = RETURN_CODE.accepted;
      this.#send({ type: 'puback', topicId: topic.id, messageId, returnCode });
    }
    if (qos !== 2) return true;
    this.#send({ type: 'pubrec', messageId });
    if (this.#open.has(messageId)) return false;
    const done = this.#done.get(messageId);
    if (done !== undefined && now - done <= (dup ? REPEATED : LATE)) return false;
    this.#open.add(messageId);
    return true;
  }

  release(messageId: number, now: number): void {
    if (this.#open.delete(messageId)) {
      this.#done.delete(messageId);
      this.#done.set(messageId, now);
      for (const [oldest] of this.#done) {
        if (this.#done.size > MOST_DONE) this.#done.delete(oldest);
      }
    }
    this.#send({ type: 'pubcomp', messageId });
  }

  clear(): void {
    this.#open.clear();
    this.#done.clear();
  }
}
