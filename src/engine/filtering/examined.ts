/** Which of successive packets pass a filter, as far as they were examined. */
import { NumberSet } from './numberSet.ts';

/**
 * Goes from the first to the last, so that the places of those that pass do not move while more are
 * found. What changes about a packet later makes it doubtful: it is examined again, and its bit in
 * the set is all that changes, wherever it stands.
 */
export class Examined {
  readonly passed = new NumberSet();
  /** The same set, unless whoever settles lists others beside them. */
  readonly listed: NumberSet;
  /** Examined, but not as they stand now. */
  readonly #doubtful = new NumberSet();
  /** The first that was never examined. */
  #next: number;
  readonly #test: (at: number) => boolean;
  readonly #group: number;
  readonly #settle: ((at: number) => void) | undefined;

  /**
   * @param group packets that are examined between two looks at the time
   * @param settle called with each that was examined: keeps `listed`, which is a set of its own then
   */
  constructor(
    first: number,
    group: number,
    test: (at: number) => boolean,
    settle?: (at: number) => void,
  ) {
    this.#next = first;
    this.#group = group;
    this.#test = test;
    this.#settle = settle;
    this.listed = settle ? new NumberSet() : this.passed;
  }

  /** How many of those before `end` are to be examined. */
  left(end: number): number {
    return end - this.#next + this.#doubtful.size;
  }

  doubt(at: number): void {
    if (at < this.#next) this.#doubtful.add(at);
  }

  /** @returns whether there was time for all before `end` */
  advance(end: number, hasTime: () => boolean): boolean {
    let untilLook = this.#group;
    for (let at = this.#doubtful.next(0); at !== undefined; at = this.#doubtful.next(at + 1)) {
      if (untilLook === 0 && !hasTime()) return false;
      untilLook = untilLook === 0 ? this.#group : untilLook - 1;
      this.#doubtful.delete(at);
      this.#examine(at);
    }
    while (this.#next < end) {
      const stop = Math.min(end, this.#next + this.#group);
      for (let at = this.#next; at < stop; at += 1) this.#examine(at);
      this.#next = stop;
      if (stop < end && !hasTime()) return false;
    }
    return true;
  }

  /** @returns how many of those that are gone were listed */
  dropBelow(at: number): number {
    this.#doubtful.dropBelow(at);
    this.#next = Math.max(this.#next, at);
    const gone = this.listed.dropBelow(at);
    this.passed.dropBelow(at);
    return gone;
  }

  /** Begins anew. */
  clear(first: number): void {
    this.passed.clear();
    this.listed.clear();
    this.#doubtful.clear();
    this.#next = first;
  }

  #examine(at: number): void {
    if (this.#test(at)) this.passed.add(at);
    else this.passed.delete(at);
    this.#settle?.(at);
  }
}
