/** How long an answer may take until it is said to be late. */
import type { Cancel, Environment } from '../environment/environment.ts';

/** Without an answer for this long a message is said to have timed out; ms. */
const PATIENCE = 10_000;

/** Something that awaits an answer. */
export interface Awaiting {
  /** In the capture; undefined until it was written for the first time. */
  readonly packet: number | undefined;
  /** µs at which it was written first. */
  readonly since: number;
  timedOut: boolean;
}

/** One timer for all: it looks for who is late when the oldest could be, not at each coming and going. */
export class Patience<T extends Awaiting> {
  readonly #environment: Environment;
  readonly #awaiting: ReadonlyMap<number, T>;
  readonly #late: (one: T) => void;
  #stop: Cancel | undefined;

  /** @param awaiting oldest first; `late` is told once of each. */
  constructor(environment: Environment, awaiting: ReadonlyMap<number, T>, late: (one: T) => void) {
    this.#environment = environment;
    this.#awaiting = awaiting;
    this.#late = late;
  }

  /** To be called when one begins to wait, and when one is answered. */
  watch(): void {
    if (this.#awaiting.size === 0) {
      this.#stop?.();
      this.#stop = undefined;
    } else if (!this.#stop) {
      this.#wait();
    }
  }

  #wait(): void {
    this.#stop = undefined;
    for (const one of this.#awaiting.values()) {
      if (one.packet === undefined || one.timedOut) continue;
      const left = PATIENCE - (this.#environment.now() - one.since) / 1000;
      if (left > 0) {
        this.#stop = this.#environment.after(left, () => {
          this.#wait();
        });
        return;
      }
      one.timedOut = true;
      this.#late(one);
    }
  }
}
