/**
 * A clock for the app. Browsers throttle timers of a hidden page to one per minute, but not the timers of a
 * worker, whose messages arrive at once.
 */
import type { Cancel, Environment } from '../environment/environment.ts';
import type { AlinkEvent } from './alinkProtocol.ts';

/** ms */
const LEAST = 50;

export class Ticks {
  readonly #environment: Pick<Environment, 'now' | 'after'>;
  readonly #tell: (event: AlinkEvent) => void;
  readonly #running = new Map<number, Cancel>();

  constructor(environment: Pick<Environment, 'now' | 'after'>, tell: (event: AlinkEvent) => void) {
    this.#environment = environment;
    this.#tell = tell;
  }

  /** The first tick is immediate; the others follow the elapsed time, so that late timers do not add up. */
  start(id: number, every: number): void {
    this.stop(id);
    const pause = Math.max(LEAST, every);
    const begun = this.#environment.now() / 1000;
    let count = 0;
    const step = (): void => {
      count += 1;
      const elapsed = this.#environment.now() / 1000 - begun;
      // Timers may fire slightly early: that is still the intended tick, not an earlier one.
      const next = (Math.round(elapsed / pause) + 1) * pause;
      this.#running.set(id, this.#environment.after(next - elapsed, step));
      this.#tell({ kind: 'tick', id, count });
    };
    step();
  }

  stop(id: number): void {
    this.#running.get(id)?.();
    this.#running.delete(id);
  }

  stopAll(): void {
    for (const id of this.#running.keys()) this.stop(id);
  }
}
