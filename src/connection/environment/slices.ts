/** Splits long work into slices, so that received data is not delayed. */
import type { Environment } from './environment.ts';

/** µs. */
const SLICE = 6000;

/** True if the slice that began then is over. */
export function isSpent(environment: Pick<Environment, 'now'>, begun: number): boolean {
  return environment.now() - begun >= SLICE;
}

/** Runs slices until all is done; other work runs between them. */
export class SlicedWork {
  readonly #environment: Pick<Environment, 'now' | 'nextTurn'>;
  readonly #advance: (hasTime: () => boolean) => boolean;
  #turnComes = false;

  /** @param advance works while there is time; returns true if all is done */
  constructor(
    environment: Pick<Environment, 'now' | 'nextTurn'>,
    advance: (hasTime: () => boolean) => boolean,
  ) {
    this.#environment = environment;
    this.#advance = advance;
  }

  /** @param time µs of the first slice, which runs now */
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
