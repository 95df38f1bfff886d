/** Messages of a record that pass a filter; each is tested once. */
import type { SnBook, StoredSnMessage } from './snBook.ts';

export interface SnFilter {
  /** The filter's text, which identifies a new filter. */
  readonly text: string;
  /** @param first time of the first message of all, µs */
  readonly test: (kept: StoredSnMessage, first: number) => boolean;
  /** Messages that did not pass because the filter exceeded its budget. */
  readonly spending: { readonly givenUp: number };
}

export class SnMatches {
  readonly filter: SnFilter;
  /** Numbers, oldest first. */
  #found: number[] = [];
  /** All messages up to this number were tested. */
  #asked = 0;

  constructor(filter: SnFilter) {
    this.filter = filter;
  }

  /** Numbers of passing messages that still exist. @param named adds the current names @param first µs */
  among(
    book: SnBook,
    named: (kept: StoredSnMessage) => StoredSnMessage,
    first: number,
  ): readonly number[] {
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
