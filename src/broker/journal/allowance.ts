/** How many messages are recorded at once, so that a flood costs the journal little and leaves it room for others. */

/** What one second has room for: a message counts one, and one for each copy. */
const ALL = 8000;
/** For one publisher alone. */
const OWN = 4000;

export class Allowance {
  #second = -1;
  #used = 0;
  readonly #usedBy = new Map<string | undefined, number>();

  /** Whether one more message of that publisher is recorded. */
  admits(publisher: string | undefined, now: number): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#used = 0;
      this.#usedBy.clear();
    }
    if (this.#used >= ALL || (this.#usedBy.get(publisher) ?? 0) >= OWN) return false;
    this.use(publisher);
    return true;
  }

  /** For a copy of one of its messages. */
  use(publisher: string | undefined): void {
    this.#used += 1;
    this.#usedBy.set(publisher, (this.#usedBy.get(publisher) ?? 0) + 1);
  }
}
