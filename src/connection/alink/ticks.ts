/**
 * A clock for the app: a page that nobody sees has its own timers held back to one a minute, a
 * worker has not, and what a worker posts is heard at once.
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

  /** The first at once; the others by the time since then, so that late timers do not add up. */
  start(id: number, every: number): void {
    this.stop(id);
    const pause = Math.max(LEAST, every);
    const begun = this.#environment.now() / 1000;
    let count = 0;
    const step = (): void => {
      count += 1;
      const elapsed = this.#environment.now() / 1000 - begun;
      // Timers come a little early, too: that is the tick that was meant, and not one before it.
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
