/** How much is done at once before others have their turn. */

/** What a host lets be done in one turn; the broker has no clock of its own. */
export interface Pace {
  /** A turn begins: so many steps may be done, of some microseconds each. At least one. */
  begin(): number;
  /** They are done: how many more may be; 0: others have their turn now. */
  more(): number;
  /** Branches and subscriptions of one message that need not be taken in steps. */
  readonly few: number;
}

const FEW = 256;

/** All at once, however long it takes. */
const ENDLESS: Pace = { begin: () => Number.POSITIVE_INFINITY, more: () => 0, few: FEW };

/** Steps between two looks at the clock. */
const STEPS_BETWEEN = 16;

/** For hosts with a clock, which tells ms. `longest`: ms that a turn may take. */
export function paceByClock(now: () => number, longest: number): Pace {
  let began = 0;
  return {
    begin: () => {
      began = now();
      return STEPS_BETWEEN;
    },
    more: () => (now() - began < longest ? STEPS_BETWEEN : 0),
    few: FEW,
  };
}

/**
 * Work in steps: it stops at each `yield` for others to have their turn. When it goes on, what it has
 * looked up before may have changed.
 */
export type Steps<Result = void> = Generator<undefined, Result>;

/** Whether it must be gone on with, and is not there yet. */
export const isSteps = <Result>(value: Result | Steps<Result>): value is Steps<Result> =>
  typeof value === 'object' && value !== null && 'next' in value;

export class Turn {
  readonly #pace: Pace;
  #left = Number.POSITIVE_INFINITY;
  /** ms, as the host has told it. */
  now = 0;

  constructor(pace = ENDLESS) {
    this.#pace = pace;
  }

  get few(): number {
    return this.#pace.few;
  }

  begin(): void {
    this.#left = this.#pace.begin();
  }

  /** Counts what was done; true: others have their turn now. */
  spend(steps: number): boolean {
    this.#left -= steps;
    return this.#left <= 0 && this.isOver;
  }

  get isOver(): boolean {
    if (this.#left <= 0) this.#left = this.#pace.more();
    return this.#left <= 0;
  }
}
