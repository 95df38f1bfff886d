/** Ends work on untrusted input that takes too many steps, from whatever depth of it. */
import { Steps } from '../../../base/steps.ts';

/** Thrown by the budget only, and caught by whoever made it. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** Thrown where schemas or values are nested too deeply. */
export class TooDeep extends BudgetSpent {
  readonly levels: number;

  constructor(levels: number) {
    super();
    this.levels = levels;
  }
}

/** Number of `Steps` in one step of this budget. */
const PARTS = 100;

export class StepBudget {
  readonly #parts = new Steps();

  constructor(most: number) {
    this.#parts.begin(most * PARTS);
  }

  /** Throws `BudgetSpent`. A step takes some 100 ns at most. */
  take(count: number): void {
    if (!this.#parts.take(count * PARTS)) throw new BudgetSpent();
  }

  /** Throws `BudgetSpent`. @param work counts its own steps, with the budget that is left */
  takeParts<Result>(counted: Steps, work: () => Result): Result {
    counted.begin(this.#parts.left);
    const result = work();
    if (!this.#parts.take(counted.used)) throw new BudgetSpent();
    return result;
  }
}
