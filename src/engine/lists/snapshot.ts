/** A list in the order of a moment. Rows can be read, and the list is not sorted again for each message. */
import { partOf, type RowRange } from './rowRange.ts';

/** Minimum age before it is rebuilt, µs. It is rebuilt only when requested. */
const LASTS = 1_000_000;

/**
 * Maximum number of rows that are rebuilt at this rate. Longer lists take more time and are rebuilt less
 * often.
 */
const EVERY_SECOND = 2000;

/** µs */
export const lastsFor = (rows: number): number => LASTS * Math.max(1, rows / EVERY_SECOND);

export class Snapshot<T> {
  #rows: readonly T[] = [];
  #of: readonly unknown[] | undefined;
  /** Time of the last rebuild, µs. */
  #time = 0;

  get rows(): readonly T[] {
    return this.#rows;
  }

  /** Drops the list. */
  forget(): void {
    this.#of = undefined;
    this.#rows = [];
  }

  /**
   * @param of the source; another source rebuilds the list at once
   * @param isHeld the order is fixed while the pointer is over a row
   * @param now µs
   * @param lasts µs
   */
  keep(
    of: readonly unknown[],
    isHeld: boolean,
    now: number,
    make: () => readonly T[],
    lasts = LASTS,
  ): void {
    const isOther = of.some((part, at) => part !== this.#of?.[at]);
    if (!isOther && (isHeld || Math.abs(now - this.#time) < lasts)) return;
    this.#of = of;
    this.#time = now;
    this.#rows = make();
  }

  part<R>(range: RowRange, row: (one: T) => R) {
    const part = partOf(this.#rows, range);
    return { ...part, rows: part.rows.map(row) };
  }
}
