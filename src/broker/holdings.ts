/** The memory of all messages that wait in queues or are in flight. */
import type { Message } from './message.ts';

/** What a queue or a handshake costs beside the message, roughly. */
const ENTRY_BYTES = 80;

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
    const isFirst = message.hold();
    const needed = ENTRY_BYTES + (isFirst ? message.bytes : 0);
    // A message larger than the whole limit is still let in alone.
    if (this.#bytes > 0 && this.#bytes + needed > this.#limit) {
      message.release();
      return false;
    }
    this.#bytes += needed;
    return true;
  }

  give(message: Message): void {
    this.#bytes -= ENTRY_BYTES + (message.release() ? message.bytes : 0);
  }
}
