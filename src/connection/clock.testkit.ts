/** A clock that only the test advances, with Node's real sockets. */
import type { Environment } from './environment/environment.ts';
import { nodeEnvironment } from './node.testkit.ts';

export class ManualClock {
  readonly #timers = new Set<{ readonly due: number; readonly run: () => void }>();
  #ms = 0;

  readonly environment: Environment = {
    ...nodeEnvironment(),
    now: () => this.#ms * 1000,
    origin: 1_000_000,
    wallClock: () => 1_000_000 + this.#ms,
    after: (ms, run) => {
      const timer = { due: this.#ms + ms, run };
      this.#timers.add(timer);
      return () => {
        this.#timers.delete(timer);
      };
    },
  };

  get timers(): number {
    return this.#timers.size;
  }

  /** Advances the time and runs timers in order, each at its own time. */
  advance(ms: number): void {
    const end = this.#ms + ms;
    for (;;) {
      const due = [...this.#timers]
        .filter((timer) => timer.due <= end)
        .sort((one, other) => one.due - other.due)[0];
      if (!due) break;
      this.#ms = Math.max(this.#ms, due.due);
      this.#timers.delete(due);
      due.run();
    }
    this.#ms = end;
  }
}
