/**
 * Budget of one judgement of something that a person or a file supplied: a filter, a pattern, a schema.
 * Steps instead of a clock, so that the same input always has the same result.
 */
export class Steps {
  #most = 0;
  #left = 0;

  /** Begins the next judgement. */
  begin(most: number): void {
    this.#most = most;
    this.#left = most;
  }

  /** @param count about a nanosecond each @returns false once the budget is exceeded */
  take(count: number): boolean {
    this.#left -= count;
    return this.#left >= 0;
  }

  /** As `take`, for work that is done already: what exceeds the budget is the next step. */
  spend(count: number): void {
    this.#left = Math.max(0, this.#left - count);
  }

  get used(): number {
    return this.#most - this.#left;
  }

  get left(): number {
    return this.#left;
  }

  /** The judgement is void. */
  get isExceeded(): boolean {
    return this.#left < 0;
  }
}
