/** Remembers which rules led to each reply, so that no rule answers a message that it caused. */
import { sameBytes } from '../../base/bytes.ts';

/** µs. A later copy of a reply counts as another message. */
const WITHIN = 10_000_000;
/** Limit of replies per topic, and of topics. */
const MOST = 100;
const MOST_TOPICS = 1000;

interface OwnAnswer {
  readonly payload: Uint8Array;
  /** Ids of rules, in order. */
  readonly through: readonly string[];
  /** µs. */
  readonly at: number;
}

export class OwnAnswers {
  readonly #byTopic = new Map<string, OwnAnswer[]>();

  sent(topic: string, answer: OwnAnswer): void {
    const before = this.#byTopic.get(topic) ?? [];
    // The newest topic is last.
    this.#byTopic.delete(topic);
    this.#byTopic.set(topic, [...before.slice(1 - MOST), answer]);
    const [oldest] = this.#byTopic.keys();
    if (this.#byTopic.size > MOST_TOPICS && oldest !== undefined) this.#byTopic.delete(oldest);
  }

  /** @returns the rules that led to this message; empty if it is not a reply from here. */
  cameBack(topic: string, payload: Uint8Array, now: number): readonly string[] {
    const waiting = this.#byTopic.get(topic)?.filter(({ at }) => now - at < WITHIN) ?? [];
    const place = waiting.findIndex((answer) => sameBytes(answer.payload, payload));
    const found = waiting[place];
    const rest = found === undefined ? waiting : waiting.toSpliced(place, 1);
    if (rest.length === 0) this.#byTopic.delete(topic);
    else this.#byTopic.set(topic, rest);
    return found?.through ?? [];
  }

  forget(): void {
    this.#byTopic.clear();
  }
}
