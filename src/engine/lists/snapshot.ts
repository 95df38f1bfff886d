/** A list in the order of one moment: rows can be read, and nothing is sorted for each message. */
import { partOf, type RowRange } from './rowRange.ts';

/** µs: it is made anew no more often, and then only while somebody looks. */
const LASTS = 1_000_000;

/** Rows; a list of more takes longer to be made, and is made less often. */
const EVERY_SECOND = 2000;

/** µs */
export const lastsFor = (rows: number): number => LASTS * Math.max(1, rows / EVERY_SECOND);

export class Snapshot<T> {
  #rows: readonly T[] = [];
  #of: readonly unknown[] | undefined;
  /** When it was made, µs. */
  #time = 0;

  get rows(): readonly T[] {
    return this.#rows;
  }

  /** What was listed is gone. */
  forget(): void {
    this.#of = undefined;
    this.#rows = [];
  }

  /**
   * @param of what it is made of: of anything else, another one is made at once
   * @param isHeld the order stands still, because somebody points at a row
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
