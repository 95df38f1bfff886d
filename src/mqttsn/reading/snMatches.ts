/** Messages of a record that pass a filter; each is asked about once. */
import type { SnBook, SnKept } from './snBook.ts';

export interface SnFilter {
  /** As it was written: another text is another filter. */
  readonly text: string;
  /** @param first time of the first message of all, µs */
  readonly test: (kept: SnKept, first: number) => boolean;
  /** Messages that did not pass because the filter exceeded its budget on them. */
  readonly spending: { readonly givenUp: number };
}

export class SnMatches {
  readonly filter: SnFilter;
  /** Numbers, from the oldest. */
  #found: number[] = [];
  /** All up to this number were asked about. */
  #asked = 0;

  constructor(filter: SnFilter) {
    this.filter = filter;
  }

  /** Numbers of those that are there. @param named as it is read now @param first µs */
  among(book: SnBook, named: (kept: SnKept) => SnKept, first: number): readonly number[] {
    const gone = this.#found.findIndex((no) => no > book.discarded);
    this.#found = gone < 0 ? [] : gone === 0 ? this.#found : this.#found.slice(gone);
    for (let no = Math.max(this.#asked, book.discarded) + 1; no <= book.total; no += 1) {
      const kept = book.row(no);
      if (kept !== undefined && this.filter.test(named(kept), first)) this.#found.push(no);
    }
    this.#asked = book.total;
    return this.#found;
  }
}
