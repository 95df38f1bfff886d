/** A page whose time is controlled by the test. */
import type { WatchClock } from './workerWatch.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export class WatchedPage implements WatchClock {
  #now = 0;
  #wall = 1000;
  #isHidden = false;
  readonly #timers = new Set<Timer>();
  readonly #listeners = new Set<() => void>();

  /** Pending timers. */
  get timers(): number {
    return this.#timers.size;
  }

  wallClock(): number {
    return this.#wall;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  isHidden(): boolean {
    return this.#isHidden;
  }

  listen(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  /** Runs the page for this many ms. */
  run(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#timers].toSorted((a, b) => a.at - b.at).at(0);
      if (next === undefined || next.at > end) break;
      this.#wall += Math.max(0, next.at - this.#now);
      this.#now = Math.max(this.#now, next.at);
      this.#timers.delete(next);
      next.run();
    }
    this.#wall += end - this.#now;
    this.#now = end;
  }

  /**
   * Lets that many ms pass without running the page, as if the machine were asleep or the page busy. Then
   * runs the overdue timers.
   */
  stall(ms: number): void {
    this.#now += ms;
    this.#wall += ms;
    this.run(0);
  }

  show(isShown: boolean): void {
    this.#isHidden = !isShown;
    for (const changed of this.#listeners) changed();
  }
}
