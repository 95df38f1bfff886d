/** How often something may happen in a span of time: exactly so often in any span, whenever it begins. */

export class Rate {
  readonly #span: number;
  /** When it happened, oldest first; not longer ago than the span. */
  #times: number[] = [];

  /** @param span ms */
  constructor(span: number) {
    this.#span = span;
  }

  /** Counts one more; false where that is too many, and then it is not counted. `most` 0: any number. */
  takes(most: number, now: number): boolean {
    if (most === 0) {
      this.#times = [];
      return true;
    }
    if ((this.#times[0] ?? now) <= now - this.#span) {
      this.#times = this.#times.filter((time) => time > now - this.#span);
    }
    if (this.#times.length >= most) return false;
    this.#times.push(now);
    return true;
  }
}
