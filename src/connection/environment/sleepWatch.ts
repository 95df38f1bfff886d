/**
 * Notices that nothing ran for a while: the computer slept, or the browser suspended the page. A timer is late
 * then. Bytes that arrive in time show that the browser only held the timer back.
 */
import type { Cancel, Environment } from './environment.ts';

/** ms between two checks. */
const TICK = 2000;
/** Minimum delay of a check after a sleep, ms. */
const LATE = 10_000;
/** ms after waking within which a connection ends because of the sleep. */
const RECENT = 60_000;

export class SleepWatch {
  readonly #environment: Pick<Environment, 'wallClock' | 'after'>;
  #last: number;
  #cancel: Cancel = () => undefined;
  #slept: { readonly ms: number; readonly until: number } | undefined;

  constructor(environment: Pick<Environment, 'wallClock' | 'after'>) {
    this.#environment = environment;
    this.#last = environment.wallClock();
    this.#wait();
  }

  /** Something ran in the page. */
  awake(): void {
    const now = this.#environment.wallClock();
    const ms = now - this.#last;
    if (ms > TICK + LATE) this.#slept = { ms, until: now };
    this.#last = now;
  }

  /** ms of a sleep that has just ended; undefined if there was none. */
  get recentSleep(): number | undefined {
    this.awake();
    const slept = this.#slept;
    return slept && this.#last - slept.until < RECENT ? slept.ms : undefined;
  }

  stop(): void {
    this.#cancel();
  }

  #wait(): void {
    this.#cancel = this.#environment.after(TICK, () => {
      this.awake();
      this.#wait();
    });
  }
}
