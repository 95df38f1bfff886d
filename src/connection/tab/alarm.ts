/** A single timer for a pure module that asks to be called at certain times. */
import type { Cancel, Environment } from '../environment/environment.ts';

/** Time functions of the environment. */
export type Clock = Pick<Environment, 'now' | 'after' | 'nextTurn'>;

/** The longest delay of `setTimeout`. */
const LONGEST_TIMER = 0x7fff_ffff;

/** The clock in ms, fractional, as the broker counts. */
export function millisecondsOf(clock: Pick<Environment, 'now'>): number {
  return clock.now() / 1000;
}

export class Alarm {
  readonly #clock: Clock;
  readonly #wake: (now: number) => void;
  #at: number | undefined;
  #cancel: Cancel = () => undefined;

  /** @param wake called at the time in ms */
  constructor(clock: Clock, wake: (now: number) => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  /** Replaces the previous time; undefined cancels. A time beyond the longest timer wakes early. */
  set(at: number | undefined): void {
    if (at === this.#at) return;
    this.#cancel();
    this.#at = at;
    if (at === undefined) return;
    const delay = Math.ceil(at - millisecondsOf(this.#clock));
    const ring = (): void => {
      if (this.#at !== at) return;
      this.#at = undefined;
      this.#wake(millisecondsOf(this.#clock));
    };
    if (delay <= 0) {
      this.#cancel = () => undefined;
      this.#clock.nextTurn(ring);
    } else {
      // After the page slept, earlier messages of clients are still in their ports, so ports are read first.
      const due = () => this.#clock.nextTurn(ring);
      this.#cancel = this.#clock.after(Math.min(delay, LONGEST_TIMER), due);
    }
  }
}
