/** Counts the steps of work on untrusted input, and ends the work that takes too many. No clock: the same input always takes the same steps. */

/** Thrown by the budget only, and caught by whoever made it. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

export class StepBudget {
  readonly #most: number;
  #spent = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Throws `BudgetSpent`. A step takes some 100 ns at most. */
  take(count: number): void {
    this.#spent += count;
    if (this.#spent > this.#most) throw new BudgetSpent();
  }

  get spent(): number {
    return this.#spent;
  }
}
