/**
 * Connecting and disconnecting clients share a budget of a few ms per turn of the event loop, so they cannot
 * starve established connections. The budget covers upgrades, sign-ins, HTTP responses and ends of
 * connections, in order of arrival.
 */
import { performance } from 'node:perf_hooks';
import { nextTick } from 'node:process';

/** ms per turn. */
const TURN_BUDGET = 5;

export class ConnectBudget {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  /** ms used in this turn. */
  #spent = 0;
  /** End of the measured part of the turn. */
  #counted = 0;
  #isTurnAhead = false;

  constructor(most = TURN_BUDGET) {
    this.#most = most;
  }

  /** Runs the work now or, after earlier work, in a later turn. @returns true if it ran now */
  take(work: () => void): boolean {
    const isNow = this.#spent < this.#most && this.#waiting.length === 0;
    if (isNow) void this.#do(work);
    else this.#waiting.push(work);
    this.#look();
    return isNow;
  }

  /** For work that has waited for something else: resolves now or in a later turn. */
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
    // Also if nothing waits, because the rest of this turn may be short.
    if (this.#spent > 0) this.#look();
  }

  #look(): void {
    if (this.#isTurnAhead) return;
    this.#isTurnAhead = true;
    setImmediate(() => void this.#nextTurn());
  }

  /** @returns resolves in the same turn, after the promises that the work continues with at once */
  #do(work: () => void): Promise<void> {
    this.#counted = performance.now();
    try {
      work();
    } finally {
      this.#count();
    }
    return new Promise((resolve) => {
      // A microtask queued in the next tick runs after all others.
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
