/**
 * Detects duplicates of received messages: each QoS 2 message is passed on once, and each copy is
 * acknowledged.
 */
import { RETURN_CODE, type SnMessage, type SnPublish } from '../snMessage.ts';

/** ms during which the network may deliver another copy of a finished message. */
export const LATE = 2_000;
/** The same for copies marked with DUP, which a gateway sends while it retries. */
const REPEATED = 60_000;
const MOST_DONE = 16;

export class Received {
  readonly #send: (message: SnMessage) => void;
  /** Messages that await PUBREL. */
  readonly #open = new Set<number>();
  readonly #done = new Map<number, number>();

  constructor(send: (message: SnMessage) => void) {
    this.#send = send;
  }

  /** Also acknowledges it. */
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
