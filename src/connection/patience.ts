/** How long an answer may take until it is said to be late. */
import type { Cancel, Environment } from './environment.ts';

/** Without an answer for this long a message is said to have timed out; ms. */
const PATIENCE = 30_000;

/** Something that awaits an answer. */
export interface Awaiting {
  /** In the capture; undefined until it was written for the first time. */
  readonly packet: number | undefined;
  /** µs at which it was written first. */
  readonly since: number;
  timedOut: boolean;
}

/** One timer, for the oldest that may still time out. */
export class Patience<T extends Awaiting> {
  readonly #environment: Environment;
  readonly #late: (one: T) => void;
  #stop: Cancel | undefined;

  constructor(environment: Environment, late: (one: T) => void) {
    this.#environment = environment;
    this.#late = late;
  }

  /** Watches these, oldest first, in place of those before; `late` is told once of each. */
  watch(awaiting: Iterable<T>): void {
    this.#stop?.();
    this.#stop = undefined;
    for (const one of awaiting) {
      if (one.packet === undefined || one.timedOut) continue;
      const left = PATIENCE - (this.#environment.now() - one.since) / 1000;
      this.#stop = this.#environment.after(Math.max(0, left), () => {
        one.timedOut = true;
        this.#late(one);
        this.watch(awaiting);
      });
      return;
    }
  }
}
