/** Remembers recently cleared retained messages, to detect when another client publishes them again. */

/** ms. A message that is published later does not count as an answer to the clearing. */
const LATELY = 600_000;
/** Limits of the memory, which no account is charged for. */
const MOST_TOPICS = 200;
const LONGEST_TOPIC = 256;

interface Clearing {
  /** undefined: cleared by the broker's operator. */
  readonly by: string | undefined;
  readonly time: number;
}

/** Return of a retained message that another client had cleared. */
export interface Return {
  /** ms since the clearing. */
  readonly after: number;
  readonly time: number;
}

interface Published {
  readonly topic: string;
  readonly publisher: string | undefined;
  readonly time: number;
}

export class Clearings {
  /** By topic, oldest first. */
  readonly #cleared = new Map<string, Clearing>();

  cleared({ topic, publisher: by, time }: Published): void {
    if (topic.length > LONGEST_TOPIC) return;
    this.#cleared.delete(topic);
    this.#cleared.set(topic, { by, time });
    const [oldest] = this.#cleared.keys();
    if (this.#cleared.size > MOST_TOPICS && oldest !== undefined) this.#cleared.delete(oldest);
  }

  /** Forgets the clearing of the topic, because it has a retained message again. */
  returned({ topic, publisher, time }: Published): Return | undefined {
    const clearing = this.#cleared.get(topic);
    this.#cleared.delete(topic);
    if (clearing === undefined || clearing.by === publisher) return undefined;
    const after = time - clearing.time;
    return after <= LATELY ? { after, time } : undefined;
  }
}

/** ms between clearing and return, if the return is recent. */
export const backAfter = (back: Return | undefined, now: number): number | undefined =>
  back !== undefined && now - back.time <= LATELY ? back.after : undefined;
