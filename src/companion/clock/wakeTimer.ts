/** Wakes a pure module at the time that it requests, with one timer. */
import { performance } from 'node:perf_hooks';

/** `setTimeout` supports no longer delays. */
const LONGEST_TIMER = 0x7fff_ffff;

export class WakeTimer {
  readonly #wake: (now: number) => void;
  #timer: NodeJS.Timeout | undefined;
  #reading: NodeJS.Immediate | undefined;
  #at: number | undefined;

  /**
   * @param wake called at the set time, in ms of `performance.now()`. After the process was stopped (SIGSTOP,
   *   a debugger), clients' earlier data is still in their sockets, so sockets are read first.
   */
  constructor(wake: (now: number) => void) {
    this.#wake = wake;
  }

  /** Replaces the set time; undefined: none. A time beyond the longest timer wakes early. */
  set(at: number | undefined): void {
    if (at === this.#at) return;
    this.stop();
    this.#at = at;
    if (at === undefined) return;
    const delay = Math.min(Math.max(0, Math.ceil(at - performance.now())), LONGEST_TIMER);
    this.#timer = setTimeout(() => {
      this.#reading = setImmediate(() => {
        this.#at = undefined;
        this.#wake(performance.now());
      });
    }, delay);
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#reading);
    this.#at = undefined;
  }
}
