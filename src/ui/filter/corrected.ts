/** What a filter would be with its error put right. */
import { compileFilter } from '../../engine/filter/compile.ts';
import { correctedText, type FilterError } from '../../engine/filter/fault.ts';

export interface Correction {
  /** What is to be written, as the error says it. */
  readonly write: string;
  /** The whole filter then. */
  readonly text: string;
  /** Where the cursor belongs. */
  readonly cursor: number;
}

export function errorIn(text: string): FilterError | undefined {
  const compiled = compileFilter(text);
  return compiled.ok ? undefined : compiled.error;
}

/** Undefined where the error does not say what to write. */
export function corrected(text: string, error: FilterError): Correction | undefined {
  const { fix: write } = error;
  const right = correctedText(text, error);
  return write === undefined || right === undefined ? undefined : { write, ...right };
}
