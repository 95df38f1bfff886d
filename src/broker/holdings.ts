/** The memory of all messages that wait in queues or are in flight. */
import type { Message } from './message.ts';

/** What a queue or a handshake costs beside the message, roughly. */
const ENTRY_BYTES = 80;

export class Holdings {
  readonly limit: number;
  /** Estimated memory; a message that several have counts once. */
  bytes = 0;
  /** Messages; one that several have counts once. */
  messages = 0;
  /** Shares that hold something. */
  holders = 0;

  /** `limit`: bytes. When all is full, each holder still has room for its even share of it. */
  constructor(limit: number) {
    this.limit = limit;
  }

  share(): Share {
    return new Share(this);
  }
}

/** What one session holds. */
export class Share {
  readonly #all: Holdings;
  /** As if nobody else had the same messages. */
  #bytes = 0;

  constructor(all: Holdings) {
    this.#all = all;
  }

  /** False where there is no room. A message that is too large for any share is let in alone. */
  take(message: Message): boolean {
    const all = this.#all;
    const isFirst = message.hold();
    const needed = ENTRY_BYTES + (isFirst ? message.bytes : 0);
    const own = this.#bytes + ENTRY_BYTES + message.bytes;
    const isFull = all.bytes + needed > all.limit;
    if (isFull && this.#bytes > 0 && own > all.limit / all.holders) {
      message.release();
      return false;
    }
    if (this.#bytes === 0) all.holders += 1;
    this.#bytes = own;
    all.bytes += needed;
    if (isFirst) all.messages += 1;
    return true;
  }

  give(message: Message): void {
    this.#bytes -= ENTRY_BYTES + message.bytes;
    const all = this.#all;
    if (this.#bytes === 0) all.holders -= 1;
    const isLast = message.release();
    all.bytes -= ENTRY_BYTES + (isLast ? message.bytes : 0);
    if (isLast) all.messages -= 1;
  }
}
