/** Part of a list, and what is looked for in it. */

export interface Page<Row> {
  /** The place of the first row, from 0. */
  readonly first: number;
  /** Rows of the whole list. */
  readonly total: number;
  readonly rows: readonly Row[];
}

/** Finds the text, whatever its case. */
export function containing(text: string): RegExp {
  return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'i');
}
