/** What is wrong with a filter: where, what, and what to write instead. */
import type { FilterFact } from './filterFaults.ts';

/** Characters (UTF-16 units) from the beginning of the filter. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What could stand where the text ends: what completion offers there. */
export type Expected =
  | { readonly what: 'operand' }
  /** `field`: one stands before it, so that a comparison may follow. */
  | { readonly what: 'operator'; readonly field?: string }
  | { readonly what: 'value'; readonly field: string; readonly operator: string };

export interface FilterError extends Span {
  /** 1-based. */
  readonly column: number;
  readonly fact: FilterFact;
  /** What to write, where one can tell, as it would stand in the filter. */
  readonly fix?: string;
  /** What the fix takes the place of, where that is not the place of the error. */
  readonly fixAt?: Span;
}

/** What to write instead, as it would stand in the filter: at the fault's place, or elsewhere. */
export type Fix = string | { readonly write: string; readonly at: Span };

/** The filter with its error put right; undefined where one cannot tell how. */
export function correctedText(
  text: string,
  { fix: write, fixAt, from, to }: FilterError,
): { readonly text: string; readonly cursor: number } | undefined {
  if (write === undefined) return undefined;
  const at = fixAt ?? { from, to };
  return {
    text: text.slice(0, at.from) + write + text.slice(at.to),
    cursor: at.from + write.length,
  };
}

/** Of an error whose fix does not help. */
export function withoutFix({ from, to, column, fact }: FilterError): FilterError {
  return { from, to, column, fact };
}

/** Thrown inside this folder only. */
export class FilterFault extends Error {
  override readonly name = 'FilterFault';
  readonly span: Span;
  readonly fact: FilterFact;
  readonly expected: Expected | undefined;
  readonly #fix: Fix | undefined;

  constructor(span: Span, fact: FilterFact, fix?: Fix, expected?: Expected) {
    super(fact.key);
    this.span = span;
    this.fact = fact;
    this.expected = expected;
    this.#fix = fix;
  }

  get error(): FilterError {
    const { fact } = this;
    const { from, to } = this.span;
    const error = { from, to, column: from + 1, fact };
    if (this.#fix === undefined) return error;
    if (typeof this.#fix === 'string') return { ...error, fix: this.#fix };
    return { ...error, fix: this.#fix.write, fixAt: this.#fix.at };
  }
}
