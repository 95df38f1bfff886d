/** Long work in slices, so that what comes in meanwhile is not held up. */
import type { Environment } from './environment.ts';

/** µs. */
const SLICE = 6000;

/** Whether the slice that began then is over. */
export function isSpent(environment: Pick<Environment, 'now'>, begun: number): boolean {
  return environment.now() - begun >= SLICE;
}

/** Goes on in slices until all is done; between two of them everything else has its turn. */
export class SlicedWork {
  readonly #environment: Pick<Environment, 'now' | 'nextTurn'>;
  readonly #advance: (hasTime: () => boolean) => boolean;
  #turnComes = false;

  /** @param advance works for as long as there is time; returns whether all is done */
  constructor(
    environment: Pick<Environment, 'now' | 'nextTurn'>,
    advance: (hasTime: () => boolean) => boolean,
  ) {
    this.#environment = environment;
    this.#advance = advance;
  }

  /** @param time µs of the first slice, which is now */
  run(time = SLICE): void {
    const end = this.#environment.now() + time;
    if (!this.#advance(() => this.#environment.now() < end)) this.soon();
  }

  soon(): void {
    if (this.#turnComes) return;
    this.#turnComes = true;
    this.#environment.nextTurn(() => {
      this.#turnComes = false;
      this.run();
    });
  }
}

export function nextSlice(environment: Pick<Environment, 'nextTurn'>): Promise<void> {
  return new Promise((resolve) => {
    environment.nextTurn(resolve);
  });
}
