/**
 * Who comes first has work done that those who are in never ask for: upgrades, sign-ins, answers over HTTP;
 * and so has who goes. Together they get a few milliseconds of each turn of the event loop, in the order in
 * which they came; the others have their turn between.
 */
import { performance } from 'node:perf_hooks';
import { nextTick } from 'node:process';

/** ms of a turn. */
const LONG_WELCOME = 5;

export class Newcomers {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  /** ms of this turn. */
  #spent = 0;
  /** Up to when. */
  #counted = 0;
  #isTurnAhead = false;

  constructor(most = LONG_WELCOME) {
    this.#most = most;
  }

  /** Does it now, or after what waits already, in a later turn. @returns whether now */
  take(work: () => void): boolean {
    const isNow = this.#spent < this.#most && this.#waiting.length === 0;
    if (isNow) void this.#do(work);
    else this.#waiting.push(work);
    this.#look();
    return isNow;
  }

  /** For what has waited for something else: resolves now, or in a later turn. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.take(resolve);
    });
  }

  async #nextTurn(): Promise<void> {
    this.#isTurnAhead = false;
    this.#spent = 0;
    while (this.#spent < this.#most) {
      const work = this.#waiting.shift();
      if (work === undefined) break;
      await this.#do(work);
    }
    // Also where none waits: what is left of this turn is not much, either.
    if (this.#spent > 0) this.#look();
  }

  #look(): void {
    if (this.#isTurnAhead) return;
    this.#isTurnAhead = true;
    setImmediate(() => void this.#nextTurn());
  }

  /** @returns resolves in the same turn, after what the work goes on with at once in promises of its own */
  #do(work: () => void): Promise<void> {
    this.#counted = performance.now();
    try {
      work();
    } finally {
      this.#count();
    }
    return new Promise((resolve) => {
      // What a microtask has done in the next tick comes after all other microtasks.
      queueMicrotask(() => {
        nextTick(() => {
          this.#count();
          resolve();
        });
      });
    });
  }

  #count(): void {
    const now = performance.now();
    this.#spent += now - this.#counted;
    this.#counted = now;
  }
}
