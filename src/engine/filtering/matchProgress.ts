/** Tracks which of successive packets match a filter, and which were examined. */
import { NumberSet } from './numberSet.ts';

/**
 * Tests at least one and at most `most` successive packets. Sets the mask to 1 for each match, and to 0 for
 * other packets. The mask is valid until the next call.
 */
type TestAll = (
  from: number,
  most: number,
) => { readonly mask: Uint8Array; readonly count: number };

/** Number of matches at the end that are searched first while the end is shown. */
const ENOUGH_AT_END = 200;

/**
 * Examines packets from the first to the last, so that positions do not move while more matches are found. If
 * the end is shown, it begins there, backwards, until there are enough matches. A packet that changes later
 * is examined again, which only changes its bit in the set.
 */
export class MatchProgress {
  readonly passed = new NumberSet();
  /** The same set, unless `settle` lists further packets. */
  readonly listed: NumberSet;
  /** MatchProgress before, but changed since. */
  readonly #doubtful = new NumberSet();
  /** The first packet before the examined end part that was never examined. */
  #next: number;
  /** The examined end part: all from this packet up to before that one. */
  #tail: number;
  #tailEnd: number;
  #foundAtEnd = 0;
  readonly #test: (at: number) => boolean;
  readonly #testAll: TestAll | undefined;
  readonly #group: () => number;
  readonly #settle: ((at: number) => void) | undefined;

  /**
   * @param group number of packets examined between two checks of the clock
   * @param testAll the same as `test`, for a group
   * @param settle called with each examined packet to update `listed`, which is a separate set then
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

  /** Number of packets before `end` that are not examined. */
  left(end: number): number {
    return this.#tail - this.#next + (end - this.#tailEnd) + this.#doubtful.size;
  }

  doubt(at: number): void {
    if (at < this.#next || (at >= this.#tail && at < this.#tailEnd)) this.#doubtful.add(at);
  }

  /**
   * @param isEndShown the newest packets are examined first
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
    if (!this.#advanceTail(end, hasTime) || (isEndShown && !this.#extendTail(hasTime)))
      return false;
    while (this.#next < this.#tail) {
      const stop = Math.min(this.#tail, this.#next + this.#group());
      this.#examineAll(this.#next, stop);
      this.#next = stop;
      if (stop < this.#tail && !hasTime()) return false;
    }
    return true;
  }

  /**
   * Starts a new end part after all packets before the old one are done. Later packets are next, from one of
   * their ends.
   */
  #beginTail(end: number, isEndShown: boolean): void {
    this.#next = this.#tailEnd;
    this.#tail = isEndShown ? end : this.#tailEnd;
    this.#tailEnd = this.#tail;
    this.#foundAtEnd = 0;
  }

  /** Examines packets after the end part. */
  #advanceTail(end: number, hasTime: () => boolean): boolean {
    while (this.#tailEnd < end) {
      const stop = Math.min(end, this.#tailEnd + this.#group());
      this.#examineAll(this.#tailEnd, stop);
      this.#tailEnd = stop;
      if (stop < end && !hasTime()) return false;
    }
    return true;
  }

  #extendTail(hasTime: () => boolean): boolean {
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

  /** @returns how many of the discarded packets were listed */
  dropBelow(at: number): number {
    this.#doubtful.dropBelow(at);
    this.#next = Math.max(this.#next, at);
    this.#tail = Math.max(this.#tail, at);
    this.#tailEnd = Math.max(this.#tailEnd, at);
    const gone = this.listed.dropBelow(at);
    this.passed.dropBelow(at);
    return gone;
  }

  /** Starts over. */
  clear(first: number): void {
    this.passed.clear();
    this.listed.clear();
    this.#doubtful.clear();
    this.#next = first;
    this.#tail = first;
    this.#tailEnd = first;
  }

  /** Examines packets that were never examined. */
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
