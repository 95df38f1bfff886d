/** Keeps the pages that were used last. */
export class RecentPages<T> {
  readonly #most: number;
  readonly #pages = new Map<number, T>();

  constructor(most: number) {
    this.#most = most;
  }

  get(page: number): T | undefined {
    const found = this.#pages.get(page);
    if (found === undefined) return undefined;
    this.#pages.delete(page);
    this.#pages.set(page, found);
    return found;
  }

  /** @returns the page that is dropped for it */
  add(page: number, content: T): T | undefined {
    this.#pages.set(page, content);
    if (this.#pages.size <= this.#most) return undefined;
    const [oldest] = this.#pages;
    if (oldest === undefined) return undefined;
    this.#pages.delete(oldest[0]);
    return oldest[1];
  }

  forget(page: number): void {
    this.#pages.delete(page);
  }
}
