/** How often something may happen in a span of time: exactly so often in any span, whenever it begins. */

/** Above so many that are over, they are cut off. */
const CUT = 64;

export class Rate {
  readonly #span: number;
  /** When it happened, oldest first. */
  #times: number[] = [];
  /** So many of them are longer ago than the span. */
  #over = 0;

  /** @param span ms */
  constructor(span: number) {
    this.#span = span;
  }

  /** Counts one more; false where that is too many, and then it is not counted. `most` 0: any number. */
  takes(most: number, now: number): boolean {
    if (most === 0) return true;
    const since = now - this.#span;
    while ((this.#times[this.#over] ?? now) <= since) this.#over += 1;
    if (this.#over > CUT && 2 * this.#over > this.#times.length) {
      this.#times = this.#times.slice(this.#over);
      this.#over = 0;
    }
    if (this.#times.length - this.#over >= most) return false;
    this.#times.push(now);
    return true;
  }
}
