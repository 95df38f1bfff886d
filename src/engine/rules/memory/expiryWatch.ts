/**
 * Messages that were published here to live for a time only (3.3.2.3.3): does one come after that?
 * Whether what comes is that message nobody can see for certain; topic and payload are the same.
 */
import { sameBytes } from '../../../base/sameBytes.ts';

interface Published {
  readonly packet: number;
  /** µs. */
  readonly time: number;
  /** s. */
  readonly expiry: number;
  readonly payload: Uint8Array;
}

/** What came late: the PUBLISH that it probably is, and how old it was, µs. */
export interface Late {
  readonly packet: number;
  readonly age: number;
  readonly expiry: number;
}

const SECOND = 1_000_000;
/** Seconds are counted whole, by two clocks. */
const TOLERANCE = SECOND;
const MOST_TOPICS = 256;
const MOST_OF_TOPIC = 16;
const LONGEST = 1_024;

export class ExpiryWatch {
  /** By server and topic, the oldest first. */
  readonly #published = new Map<string, readonly Published[]>();

  /** Nothing is watched for. */
  get isIdle(): boolean {
    return this.#published.size === 0;
  }

  /** @param expiry s; undefined: it does not expire, nor does an equal one that was sent before */
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

  /** A message that comes from the server, not one that is sent again. */
  delivered(topic: string, payload: Uint8Array, time: number): Late | undefined {
    const same = this.#published.get(topic)?.find((one) => sameBytes(one.payload, payload));
    if (same === undefined) return undefined;
    const age = time - same.time;
    const isLate = age > same.expiry * SECOND + TOLERANCE;
    return isLate ? { packet: same.packet, age, expiry: same.expiry } : undefined;
  }
}
