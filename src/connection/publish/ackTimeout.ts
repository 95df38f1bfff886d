/** Reports answers that take too long. */
import type { Cancel, Environment } from '../environment/environment.ts';

/** Time without an answer after which a message counts as timed out, ms. */
const ACK_TIMEOUT = 10_000;

/** A request that awaits an answer. */
export interface Awaiting {
  /** Number in the capture; undefined until first written. */
  readonly packet: number | undefined;
  /** Time of the first write, µs. */
  readonly since: number;
  timedOut: boolean;
}

/** Uses one timer for all: it checks when the oldest request could be late, not at each change. */
export class AckTimeout<T extends Awaiting> {
  readonly #environment: Environment;
  readonly #awaiting: ReadonlyMap<number, T>;
  readonly #late: (one: T) => void;
  #stop: Cancel | undefined;

  /** @param awaiting oldest first; `late` is called once for each. */
  constructor(environment: Environment, awaiting: ReadonlyMap<number, T>, late: (one: T) => void) {
    this.#environment = environment;
    this.#awaiting = awaiting;
    this.#late = late;
  }

  /** Call when a request begins to wait, and when one is answered. */
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
      const left = ACK_TIMEOUT - (this.#environment.now() - one.since) / 1000;
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
