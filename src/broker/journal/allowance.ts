/**
 * Limits the number of recorded messages: enough for display, plus bursts, so that a flood costs little and
 * leaves memory for others.
 */

interface Rate {
  /** Messages and copies that may be recorded in a burst. */
  readonly burst: number;
  /** Continuous rate after that. */
  readonly perSecond: number;
}

const ALL: Rate = { burst: 10_000, perSecond: 2000 };
/** Limit for one publisher. */
const OWN: Rate = { burst: 5000, perSecond: 1000 };
/** Publishers with longer names share an allowance, because storing each name would take much memory. */
const LONGEST_NAME = 256;
const known = (publisher: string | undefined): string | undefined =>
  publisher !== undefined && publisher.length > LONGEST_NAME ? undefined : publisher;
/** Maximum of tracked publishers; above that all are reset. */
const PUBLISHERS = 1000;

class Bucket {
  readonly #rate: Rate;
  #left: number;
  /** ms */
  #filled: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#left = rate.burst;
    this.#filled = now;
  }

  hasSome(now: number): boolean {
    if (this.#left > 0) return true;
    const { burst, perSecond } = this.#rate;
    const more = ((now - this.#filled) / 1000) * perSecond;
    // Refills in larger steps, because the check must be cheap.
    if (more < perSecond / 20) return false;
    this.#left = Math.min(burst, this.#left + more);
    this.#filled = now;
    return this.#left > 0;
  }

  take(): void {
    this.#left -= 1;
  }
}

export class Allowance {
  readonly #all = new Bucket(ALL, 0);
  readonly #own = new Map<string | undefined, Bucket>();

  /** True if another message of that publisher is recorded. */
  admits(name: string | undefined, now: number): boolean {
    const publisher = known(name);
    if (!this.#all.hasSome(now)) return false;
    let own = this.#own.get(publisher);
    if (own === undefined) {
      if (this.#own.size >= PUBLISHERS) this.#own.clear();
      own = new Bucket(OWN, now);
      this.#own.set(publisher, own);
    }
    if (!own.hasSome(now)) return false;
    this.#all.take();
    own.take();
    return true;
  }

  /** Counts a copy of one of its messages. */
  use(publisher: string | undefined): void {
    this.#all.take();
    this.#own.get(known(publisher))?.take();
  }
}
