/** A list in the order of one moment: rows can be read, and nothing is sorted for each message. */
import type { RowRange } from '../log/rowRange.ts';

/** µs: it is made anew no more often, and then only while somebody looks. */
const LASTS = 1_000_000;

export class Snapshot<T> {
  #rows: readonly T[] = [];
  #of: readonly unknown[] | undefined;
  /** When it was made, µs. */
  #time = 0;

  /** What was listed is gone. */
  forget(): void {
    this.#of = undefined;
    this.#rows = [];
  }

  /**
   * @param of what it is made of: of anything else, another one is made at once
   * @param isHeld the order stands still, because somebody points at a row
   * @param now µs
   */
  keep(of: readonly unknown[], isHeld: boolean, now: number, make: () => readonly T[]): void {
    const isOther = of.some((part, at) => part !== this.#of?.[at]);
    if (!isOther && (isHeld || Math.abs(now - this.#time) < LASTS)) return;
    this.#of = of;
    this.#time = now;
    this.#rows = make();
  }

  part<R>({ first: wanted, count }: RowRange, row: (one: T) => R) {
    const total = this.#rows.length;
    const first = Math.max(0, Math.min(wanted, total));
    return { first, total, rows: this.#rows.slice(first, first + count).map(row) };
  }
}
