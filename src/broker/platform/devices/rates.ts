/** Limits how often something happens: exact for every time span, whenever it begins. */

/** Expired entries are trimmed above this number. */
const CUT = 64;

export class Rate {
  readonly #span: number;
  /** Times of the events, oldest first. */
  #times: number[] = [];
  /** Number of entries older than the span. */
  #over = 0;

  /** @param span ms */
  constructor(span: number) {
    this.#span = span;
  }

  /** Counts an event; returns false, without counting it, if the limit is reached. `most` 0: no limit. */
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
