/** What a filter would be with its error put right. */
import { compileFilter } from '../../engine/filter/compile.ts';
import type { FilterError } from '../../engine/filter/fault.ts';

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

/**
 * The error says what to write, but not how much of the text that takes the place of: the place of
 * the error, or nothing where something is missing behind it. What leads further in the text is
 * right; undefined where neither does.
 */
export function corrected(text: string, error: FilterError): Correction | undefined {
  const { fix: write, from, to } = error;
  if (write === undefined) return undefined;
  const place = { text: text.slice(0, from) + write + text.slice(to), cursor: from + write.length };
  const before = `${text.slice(0, to).trimEnd()} ${write}`;
  const behind = { text: before + text.slice(to), cursor: before.length };
  for (const tried of [place, behind]) {
    const next = errorIn(tried.text);
    if (next === undefined || next.from > Math.max(from, tried.cursor - 1)) {
      return { write, ...tried };
    }
  }
  return undefined;
}
