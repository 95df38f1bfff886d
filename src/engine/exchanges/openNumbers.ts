/**
 * The set of open exchanges: one bit each, in pages that are created and freed. Most open ones are among the
 * newest.
 */

const PAGE = 1024;
const WORD_BITS = 32;

interface Page {
  readonly words: Uint32Array;
  size: number;
}

export class OpenNumbers implements Iterable<number> {
  readonly #pages = new Map<number, Page>();
  /** Index of the page of the last request. */
  #index = -1;
  #page: Page | undefined;
  #spare: Page | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(number: number): boolean {
    const page = this.#pageOf(number);
    return page !== undefined && hasBit(page.words, number);
  }

  add(number: number): void {
    const page = this.#pageOf(number) ?? this.#open(number);
    if (hasBit(page.words, number)) return;
    page.words[wordOf(number)] = (page.words[wordOf(number)] ?? 0) | (1 << (number % WORD_BITS));
    page.size += 1;
    this.#size += 1;
  }

  delete(number: number): void {
    const page = this.#pageOf(number);
    if (page === undefined || !hasBit(page.words, number)) return;
    page.words[wordOf(number)] = (page.words[wordOf(number)] ?? 0) & ~(1 << (number % WORD_BITS));
    page.size -= 1;
    this.#size -= 1;
    if (page.size > 0) return;
    this.#pages.delete(this.#index);
    this.#spare = page;
    this.#page = undefined;
  }

  /** Ascending. */
  *[Symbol.iterator](): Generator<number, void, undefined> {
    for (const index of [...this.#pages.keys()].toSorted((a, b) => a - b)) {
      const words = this.#pages.get(index)?.words ?? [];
      for (const [word, bits] of words.entries()) {
        for (let left = bits; left !== 0; left &= left - 1) {
          yield index * PAGE + word * WORD_BITS + (WORD_BITS - 1 - Math.clz32(left & -left));
        }
      }
    }
  }

  #pageOf(number: number): Page | undefined {
    const index = Math.floor(number / PAGE);
    if (index !== this.#index) {
      this.#index = index;
      this.#page = this.#pages.get(index);
    }
    return this.#page;
  }

  /** The page of a number. It becomes the page of the last request. */
  #open(number: number): Page {
    const page = this.#spare ?? { words: new Uint32Array(PAGE / WORD_BITS), size: 0 };
    this.#spare = undefined;
    this.#page = page;
    this.#pages.set(Math.floor(number / PAGE), page);
    return page;
  }
}

const wordOf = (number: number): number => (number % PAGE) >>> 5;

const hasBit = (words: Uint32Array, number: number): boolean =>
  ((words[wordOf(number)] ?? 0) & (1 << (number % WORD_BITS))) !== 0;
