/** A CSV table whose rows are filled in, one for each message, starting over after the last. */
import { csvRows } from '../../base/csvRows.ts';
import type { Received } from './ofMessage.ts';

/** Values that JSON allows without quotes; they are written unchanged. */
const BARE = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

/** Cells of a table including its column names: bounds the time and memory for reading it. */
export const MOST_CELLS = 1_000_000;

export class Table {
  /** The first row contains the column names. */
  readonly columns: readonly string[];
  /** Positions of columns by name. The first column of a name counts. */
  readonly #places: ReadonlyMap<string, number>;
  readonly #rows: readonly (readonly string[])[];

  private constructor([columns = [], ...rows]: readonly (readonly string[])[]) {
    this.columns = columns;
    this.#places = new Map(columns.map((name, at) => [name, at] as const).toReversed());
    this.#rows = rows.filter((row) => row.length > 1 || row[0] !== '');
  }

  /** @returns undefined if the table has more than `MOST_CELLS` cells */
  static read(text: string): Table | undefined {
    const rows: string[][] = [];
    let cells = 0;
    for (const row of csvRows(text.replace(/^\uFEFF/, ''), MOST_CELLS + 1)) {
      cells += row.length;
      if (cells > MOST_CELLS) return undefined;
      rows.push(row);
    }
    return new Table(rows);
  }

  get rows(): number {
    return this.#rows.length;
  }

  /** @param column by its name, or by its number from 1; `n` from 1 */
  value(column: string, n: number): Received | 'no-column' {
    const byNumber = /^\d{1,6}$/.test(column) ? Number(column) - 1 : -1;
    const place = this.#places.get(column) ?? byNumber;
    const row = this.#rows[(n - 1) % Math.max(1, this.#rows.length)];
    if (place < 0 || place >= this.columns.length || row === undefined) return 'no-column';
    const text = row[place] ?? '';
    return { text, json: BARE.test(text) ? text : JSON.stringify(text) };
  }
}
