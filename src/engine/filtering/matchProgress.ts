/** Which of successive packets pass a filter, as far as they were examined. */
import { NumberSet } from './numberSet.ts';

/**
 * Which of successive packets pass, at least of one and at most of so many: 1 in the mask for each that does,
 * 0 for others. The mask is only good until the next call.
 */
type TestAll = (
  from: number,
  most: number,
) => { readonly mask: Uint8Array; readonly count: number };

/** Packets that pass, of those at the end, that are found before all others where the end is shown. */
const ENOUGH_AT_END = 200;

/**
 * Goes from the first to the last, so that the places of those that pass do not move while more are
 * found; where the end is shown, it begins there, backwards, until there are enough to be shown. What changes
 * about a packet later makes it doubtful: it is examined again, and its bit in the set is all that changes,
 * wherever it stands.
 */
export class Examined {
  readonly passed = new NumberSet();
  /** The same set, unless whoever settles lists others beside them. */
  readonly listed: NumberSet;
  /** Examined, but not as they stand now. */
  readonly #doubtful = new NumberSet();
  /** The first that was never examined, of those before the end that was. */
  #next: number;
  /** At the end, from this one up to before that one, all were examined. */
  #tail: number;
  #tailEnd: number;
  #foundAtEnd = 0;
  readonly #test: (at: number) => boolean;
  readonly #testAll: TestAll | undefined;
  readonly #group: () => number;
  readonly #settle: ((at: number) => void) | undefined;

  /**
   * @param group packets that are examined between two looks at the time
   * @param testAll the same as `test`, of a group
   * @param settle called with each that was examined: keeps `listed`, which is a set of its own then
   */
  constructor(
    first: number,
    group: () => number,
    test: (at: number) => boolean,
    testAll?: TestAll,
    settle?: (at: number) => void,
  ) {
    this.#next = first;
    this.#tail = first;
    this.#tailEnd = first;
    this.#group = group;
    this.#test = test;
    this.#testAll = settle ? undefined : testAll;
    this.#settle = settle;
    this.listed = settle ? new NumberSet() : this.passed;
  }

  /** How many of those before `end` are to be examined. */
  left(end: number): number {
    return this.#tail - this.#next + (end - this.#tailEnd) + this.#doubtful.size;
  }

  doubt(at: number): void {
    if (at < this.#next || (at >= this.#tail && at < this.#tailEnd)) this.#doubtful.add(at);
  }

  /**
   * @param isEndShown what is near the end is wanted first
   * @returns whether there was time for all before `end`
   */
  advance(end: number, hasTime: () => boolean, isEndShown = false): boolean {
    let untilLook = this.#group();
    for (let at = this.#doubtful.next(0); at !== undefined; at = this.#doubtful.next(at + 1)) {
      if (untilLook === 0 && !hasTime()) return false;
      untilLook = untilLook === 0 ? this.#group() : untilLook - 1;
      this.#doubtful.delete(at);
      this.#examine(at);
    }
    if (this.#next === this.#tail) this.#beginTail(end, isEndShown);
    if (!this.#goOn(end, hasTime) || (isEndShown && !this.#goBack(hasTime))) return false;
    while (this.#next < this.#tail) {
      const stop = Math.min(this.#tail, this.#next + this.#group());
      this.#examineAll(this.#next, stop);
      this.#next = stop;
      if (stop < this.#tail && !hasTime()) return false;
    }
    return true;
  }

  /** All before the end that was examined are done: what has come since is next, from one of its ends. */
  #beginTail(end: number, isEndShown: boolean): void {
    this.#next = this.#tailEnd;
    this.#tail = isEndShown ? end : this.#tailEnd;
    this.#tailEnd = this.#tail;
    this.#foundAtEnd = 0;
  }

  /** What has come behind the end that was examined. */
  #goOn(end: number, hasTime: () => boolean): boolean {
    while (this.#tailEnd < end) {
      const stop = Math.min(end, this.#tailEnd + this.#group());
      this.#examineAll(this.#tailEnd, stop);
      this.#tailEnd = stop;
      if (stop < end && !hasTime()) return false;
    }
    return true;
  }

  #goBack(hasTime: () => boolean): boolean {
    while (this.#foundAtEnd < ENOUGH_AT_END && this.#next < this.#tail) {
      const start = Math.max(this.#next, this.#tail - this.#group());
      const before = this.passed.size;
      this.#examineAll(start, this.#tail);
      this.#tail = start;
      this.#foundAtEnd += this.passed.size - before;
      if (this.#next < start && !hasTime()) return false;
    }
    return true;
  }

  /** @returns how many of those that are gone were listed */
  dropBelow(at: number): number {
    this.#doubtful.dropBelow(at);
    this.#next = Math.max(this.#next, at);
    this.#tail = Math.max(this.#tail, at);
    this.#tailEnd = Math.max(this.#tailEnd, at);
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
    this.#tail = first;
    this.#tailEnd = first;
  }

  /** None of them was examined before. */
  #examineAll(from: number, end: number): void {
    if (this.#testAll === undefined) {
      for (let at = from; at < end; at += 1) this.#examine(at);
      return;
    }
    for (let at = from; at < end; ) {
      const { mask, count } = this.#testAll(at, end - at);
      this.passed.addAll(at, mask, count);
      at += count;
    }
  }

  #examine(at: number): void {
    if (this.#test(at)) this.passed.add(at);
    else this.passed.delete(at);
    this.#settle?.(at);
  }
}
