/** A filter with its error corrected. */
import { compileFilter } from '../../../engine/filter/compile.ts';
import { correctedText, type FilterError } from '../../../engine/filter/syntax/filterError.ts';

export interface Correction {
  /** Replacement text from the error. */
  readonly write: string;
  /** The whole filter then. */
  readonly text: string;
  /** Cursor position afterwards. */
  readonly cursor: number;
}

/** Cache of the last result: box, strip, menu and store request the same text. */
let last: { readonly text: string; readonly error: FilterError | undefined } | undefined;

export function errorIn(text: string): FilterError | undefined {
  if (last?.text !== text) {
    const compiled = compileFilter(text);
    last = { text, error: compiled.ok ? undefined : compiled.error };
  }
  return last.error;
}

/** Undefined if the error has no suggestion. */
export function corrected(text: string, error: FilterError): Correction | undefined {
  const { fix: write } = error;
  const right = correctedText(text, error);
  return write === undefined || right === undefined ? undefined : { write, ...right };
}
