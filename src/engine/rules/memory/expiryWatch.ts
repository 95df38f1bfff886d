/**
 * Detects deliveries of expired messages (3.3.2.3.3) that were published in the capture. Equal topic and
 * payload identify a message, which is likely but not certain.
 */
import { sameBytes } from '../../../base/bytes.ts';

interface Published {
  readonly packet: number;
  /** µs. */
  readonly time: number;
  /** s. */
  readonly expiry: number;
  readonly payload: Uint8Array;
}

/** A late delivery: its probable PUBLISH, and its age in µs. */
export interface LateDelivery {
  readonly packet: number;
  readonly age: number;
  readonly expiry: number;
}

const SECOND = 1_000_000;
/** Seconds are rounded by two clocks. */
const TOLERANCE = SECOND;
const MOST_TOPICS = 256;
const MOST_OF_TOPIC = 16;
const LONGEST = 1_024;

export class ExpiryWatch {
  /** By server and topic, oldest first. */
  readonly #published = new Map<string, readonly Published[]>();

  /** True if no message is watched. */
  get isIdle(): boolean {
    return this.#published.size === 0;
  }

  /** @param expiry s; undefined: this message and equal earlier ones do not expire */
  published(
    topic: string,
    payload: Uint8Array,
    expiry: number | undefined,
    packet: number,
    time: number,
  ): void {
    const others = (this.#published.get(topic) ?? []).filter(
      (other) => !sameBytes(other.payload, payload),
    );
    this.#published.delete(topic);
    const isWatched = expiry !== undefined && expiry > 0 && payload.length <= LONGEST;
    const all = isWatched
      ? [...others.slice(1 - MOST_OF_TOPIC), { packet, time, expiry, payload: payload.slice() }]
      : others;
    if (all.length > 0) this.#published.set(topic, all);
    if (this.#published.size <= MOST_TOPICS) return;
    const [oldest = ''] = this.#published.keys();
    this.#published.delete(oldest);
  }

  /** Handles a delivery from the server that is not a redelivery. */
  delivered(topic: string, payload: Uint8Array, time: number): LateDelivery | undefined {
    const same = this.#published.get(topic)?.find((one) => sameBytes(one.payload, payload));
    if (same === undefined) return undefined;
    const age = time - same.time;
    const isLate = age > same.expiry * SECOND + TOLERANCE;
    return isLate ? { packet: same.packet, age, expiry: same.expiry } : undefined;
  }
}
