/** Counts the packets that match each term of a filter, to find the term that matches none. */
import { compileFilter } from '../filter/compile.ts';
import { parseFilter } from '../filter/syntax/parse.ts';
import { printFilter } from '../filter/syntax/print.ts';
import { FilteredRows } from './filteredRows.ts';
import type { CaptureFacts } from './packetCursor.ts';

export interface TermCount {
  /** The term as a filter. */
  readonly text: string;
  readonly shown: number;
}

/** Terms of longer filters are not counted. */
const MOST_TERMS = 8;

export class TermCounts {
  readonly text: string;
  readonly #rows: readonly FilteredRows[];

  constructor(text: string, facts: CaptureFacts) {
    this.text = text;
    this.#rows = termsOf(text).flatMap((term) => {
      const filter = compileFilter(term);
      return filter.ok ? [new FilteredRows(filter, facts, 'matches')] : [];
    });
  }

  /** Examines packets while there is time. @returns whether all were examined */
  advance(hasTime: () => boolean): boolean {
    return this.#rows.every((rows) => rows.advance(hasTime));
  }

  /** Empty if the filter has only one term. */
  get terms(): readonly TermCount[] {
    return this.#rows.map(({ text, progress }) => ({ text, shown: progress.shown }));
  }
}

/** Terms that are joined by `and`. */
function termsOf(text: string): readonly string[] {
  const { expression } = parseFilter(text);
  if (expression?.kind !== 'and' || expression.operands.length > MOST_TERMS) return [];
  return expression.operands.map(printFilter);
}
