/** Recognises messages that this connection has published itself, by topic and payload. */
import { bytesHash } from '../../base/bytesHash.ts';

/** µs. A later message counts as another client's. */
const WITHIN = 10_000_000;
/** Further ones replace the oldest. */
const MOST = 50_000;

export class OwnMessages {
  /** Time when each was last published, µs, the oldest first. */
  readonly #published = new Map<string, number>();

  add(topic: string, payload: Uint8Array, time: number): void {
    const key = keyOf(topic, payload);
    this.#published.delete(key);
    this.#published.set(key, time);
    for (const [oldest, at] of this.#published) {
      if (time - at < WITHIN && this.#published.size <= MOST) break;
      this.#published.delete(oldest);
    }
  }

  has(topic: string, payload: Uint8Array, time: number): boolean {
    const at = this.#published.get(keyOf(topic, payload));
    return at !== undefined && time - at < WITHIN;
  }
}

const keyOf = (topic: string, payload: Uint8Array): string =>
  `${payload.length} ${bytesHash(payload)} ${topic}`;
