/** One timer for something pure that says when it wants to be told the time again. */
import { performance } from 'node:perf_hooks';

/** `setTimeout` knows no longer ones. */
const LONGEST_TIMER = 0x7fff_ffff;

export class WakeTimer {
  readonly #wake: (now: number) => void;
  #timer: NodeJS.Timeout | undefined;
  #reading: NodeJS.Immediate | undefined;
  #at: number | undefined;

  /**
   * @param wake is told the time, in ms of `performance.now()`, when it has come. After the process was stopped
   * (SIGSTOP, a debugger), what clients sent meanwhile is still in their sockets, so sockets are read first.
   */
  constructor(wake: (now: number) => void) {
    this.#wake = wake;
  }

  /** In place of what was set before; undefined: not at all. A time beyond the longest timer wakes early. */
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
