/** Allocates ranges of a file. */

/** A range of bytes in a file. */
export interface FilePlace {
  readonly at: number;
  readonly size: number;
}

/**
 * Free ranges before the end are used first. Pages are freed roughly in the order of allocation, so there are
 * few ranges.
 */
export class FilePlaces {
  #limit: number;
  #end = 0;
  #used = 0;
  /** In order, merged, and never at the end. */
  #free: FilePlace[] = [];

  /** @param limit maximum size of the file, bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Bytes in use. */
  get used(): number {
    return this.#used;
  }

  /** End of the last used byte. */
  get end(): number {
    return this.#end;
  }

  /** Lowers the limit after the file has turned out to be smaller. */
  limitTo(limit: number): void {
    this.#limit = Math.min(this.#limit, limit);
  }

  /** Allocates a range; undefined if there is no space. */
  take(size: number): FilePlace | undefined {
    for (const [index, free] of this.#free.entries()) {
      if (free.size < size) continue;
      const rest = { at: free.at + size, size: free.size - size };
      this.#free.splice(index, 1, ...(rest.size > 0 ? [rest] : []));
      this.#used += size;
      return { at: free.at, size };
    }
    if (this.#end + size > this.#limit) return undefined;
    const place = { at: this.#end, size };
    this.#end += size;
    this.#used += size;
    return place;
  }

  /** Frees an allocated range. */
  give({ at, size }: FilePlace): void {
    this.#used -= size;
    const found = this.#free.findIndex((free) => free.at > at);
    const index = found < 0 ? this.#free.length : found;
    const before = this.#free[index - 1];
    const after = this.#free[index];
    const joinsBefore = before !== undefined && before.at + before.size === at;
    const joinsAfter = after !== undefined && at + size === after.at;
    const start = joinsBefore ? before.at : at;
    const end = at + size + (joinsAfter ? after.size : 0);
    const first = joinsBefore ? index - 1 : index;
    const count = (joinsBefore ? 1 : 0) + (joinsAfter ? 1 : 0);
    if (end === this.#end) {
      this.#free.splice(first, count);
      this.#end = start;
    } else this.#free.splice(first, count, { at: start, size: end - start });
  }
}
