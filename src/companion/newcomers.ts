/**
 * Who comes first has work done that those who are in never ask for: upgrades and sign-ins. Together they
 * get a few milliseconds of each turn of the event loop, in the order in which they came; the others have
 * their turn between.
 */
import { performance } from 'node:perf_hooks';

/** ms of a turn. */
const LONG_WELCOME = 5;

export class Newcomers {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  /** ms of this turn. */
  #spent = 0;
  #isTurnAhead = false;

  constructor(most = LONG_WELCOME) {
    this.#most = most;
  }

  /** Does it now, or after what waits already, in a later turn. @returns whether now */
  take(work: () => void): boolean {
    // Where some wait, all of the turn is spent.
    const isNow = this.#spent < this.#most;
    if (isNow) this.#do(work);
    else this.#waiting.push(work);
    this.#look();
    return isNow;
  }

  #turn(): void {
    this.#isTurnAhead = false;
    this.#spent = 0;
    while (this.#spent < this.#most) {
      const work = this.#waiting.shift();
      if (work === undefined) break;
      this.#do(work);
    }
    // Also where none waits: what is left of this turn is not much, either.
    if (this.#spent > 0) this.#look();
  }

  #look(): void {
    if (this.#isTurnAhead) return;
    this.#isTurnAhead = true;
    setImmediate(() => this.#turn());
  }

  #do(work: () => void): void {
    const began = performance.now();
    try {
      work();
    } finally {
      this.#spent += performance.now() - began;
    }
  }
}
