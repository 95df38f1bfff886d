/** How many packets each term of a filter lets through on its own: which one holds all back. */
import { compileFilter } from '../filter/compile.ts';
import { parseFilter } from '../filter/syntax/parse.ts';
import { printFilter } from '../filter/syntax/print.ts';
import { FilteredRows } from './filteredRows.ts';
import type { CaptureFacts } from './packetCursor.ts';

export interface TermCount {
  /** A filter of its own. */
  readonly text: string;
  readonly shown: number;
}

/** A filter with more terms is not told term by term. */
const MOST_TERMS = 8;

export class TermCounts {
  readonly text: string;
  readonly #rows: readonly FilteredRows[];

  constructor(text: string, facts: CaptureFacts) {
    this.text = text;
    this.#rows = termsOf(text).flatMap((term) => {
      const filter = compileFilter(term);
      return filter.ok ? [new FilteredRows(filter, facts)] : [];
    });
  }

  /** Examines packets for as long as there is time. @returns whether all were */
  advance(hasTime: () => boolean): boolean {
    return this.#rows.every((rows) => rows.advance(hasTime));
  }

  /** Empty where the filter has one term only. */
  get terms(): readonly TermCount[] {
    return this.#rows.map(({ text, progress }) => ({ text, shown: progress.shown }));
  }
}

/** What is joined by `and`. */
function termsOf(text: string): readonly string[] {
  const { expression } = parseFilter(text);
  if (expression?.kind !== 'and' || expression.operands.length > MOST_TERMS) return [];
  return expression.operands.map(printFilter);
}
