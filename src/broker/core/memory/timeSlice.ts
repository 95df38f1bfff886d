/** Limits how much is done at once before others have their turn. */

/** The host's limit for one time slice; the broker has no clock. */
export interface Pace {
  /** Begins a time slice. Returns the allowed steps of some microseconds each; at least one. */
  begin(): number;
  /** Called after these steps. Returns how many more are allowed; 0: the slice is used up. */
  more(): number;
  /** Branches and subscriptions of one message that need no steps. */
  readonly few: number;
}

const FEW = 256;

/** Everything at once, however long it takes. */
const ENDLESS: Pace = { begin: () => Number.POSITIVE_INFINITY, more: () => 0, few: FEW };

/** Steps between two readings of the clock. */
const STEPS_BETWEEN = 16;

/** For hosts with a clock in ms. `longest`: maximum ms of a slice. */
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
 * Work in steps: it stops at each `yield` so that others have their turn. After a `yield`, earlier lookups
 * may be outdated.
 */
export type Steps<Result = void> = Generator<undefined, Result>;

/** True if the work is unfinished and must be continued. */
export const isSteps = <Result>(value: Result | Steps<Result>): value is Steps<Result> =>
  typeof value === 'object' && value !== null && 'next' in value;

export class TimeSlice {
  readonly #pace: Pace;
  #left = Number.POSITIVE_INFINITY;
  /** ms, given by the host. */
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

  /** Counts work done; true: the slice is used up. */
  spend(steps: number): boolean {
    this.#left -= steps;
    return this.#left <= 0 && this.isOver;
  }

  get isOver(): boolean {
    if (this.#left <= 0) this.#left = this.#pace.more();
    return this.#left <= 0;
  }
}
