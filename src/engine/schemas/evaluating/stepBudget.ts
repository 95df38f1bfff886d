/** Stops work on untrusted input that takes too many steps, at any call depth. */
import { Steps } from '../../../base/steps.ts';

/** Thrown only by the budget; caught by its creator. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** Thrown if schemas or values are nested too deeply. */
export class TooDeep extends BudgetSpent {
  readonly levels: number;

  constructor(levels: number) {
    super();
    this.levels = levels;
  }
}

/** Number of `Steps` per step of this budget. */
const PARTS = 100;

export class StepBudget {
  readonly #parts = new Steps();

  constructor(most: number) {
    this.#parts.begin(most * PARTS);
  }

  /** Throws `BudgetSpent`. A step takes at most about 100 ns. */
  take(count: number): void {
    if (!this.#parts.take(count * PARTS)) throw new BudgetSpent();
  }

  /** Throws `BudgetSpent`. @param work counts its own steps, limited by the rest of the budget */
  takeParts<Result>(counted: Steps, work: () => Result): Result {
    counted.begin(this.#parts.left);
    const result = work();
    if (!this.#parts.take(counted.used)) throw new BudgetSpent();
    return result;
  }
}
