/** The memory of all messages that wait in queues or are in flight. */
import type { Message } from './message.ts';

/** A queue's own entry for a message, roughly. */
const ENTRY_BYTES = 120;

export class Holdings {
  readonly #limit: number;
  #bytes = 0;

  /** `limit`: bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Estimated memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Takes the message once more; false where there is no room. */
  take(message: Message): boolean {
    if (this.#bytes + ENTRY_BYTES > this.#limit) return false;
    const isFirst = message.hold();
    if (isFirst && this.#bytes + message.bytes > this.#limit && this.#bytes > 0) {
      message.release();
      return false;
    }
    this.#bytes += ENTRY_BYTES + (isFirst ? message.bytes : 0);
    return true;
  }

  give(message: Message): void {
    this.#bytes -= ENTRY_BYTES + (message.release() ? message.bytes : 0);
  }
}
