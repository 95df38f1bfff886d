/** A CSV table whose rows are filled in, one for each message, starting over after the last. */
import { csvRows } from '../../base/csvRows.ts';
import type { Received } from './ofMessage.ts';

/** Values that JSON allows without quotes; they are written unchanged. */
const BARE = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

export class Table {
  /** The first row contains the column names. */
  readonly columns: readonly string[];
  readonly #rows: readonly (readonly string[])[];

  constructor(text: string) {
    const [columns = [], ...rows] = csvRows(text.replace(/^\uFEFF/, ''));
    this.columns = columns;
    this.#rows = rows.filter((row) => row.length > 1 || row[0] !== '');
  }

  get rows(): number {
    return this.#rows.length;
  }

  /** @param column by its name, or by its number from 1; `n` from 1 */
  value(column: string, n: number): Received | 'no-column' {
    const named = this.columns.indexOf(column);
    const place = named === -1 && /^\d{1,6}$/.test(column) ? Number(column) - 1 : named;
    const row = this.#rows[(n - 1) % Math.max(1, this.#rows.length)];
    if (place < 0 || place >= this.columns.length || row === undefined) return 'no-column';
    const text = row[place] ?? '';
    return { text, json: BARE.test(text) ? text : JSON.stringify(text) };
  }
}
