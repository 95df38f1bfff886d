/** Part of a list, and search in it. */
import { literalPattern } from '../../../base/quoting.ts';

export interface Page<Row> {
  /** Index of the first row, from 0. */
  readonly first: number;
  /** Number of rows in the whole list. */
  readonly total: number;
  readonly rows: readonly Row[];
}

/** Case-insensitive search for the text. */
export function containing(text: string): RegExp {
  return new RegExp(literalPattern(text), 'i');
}
