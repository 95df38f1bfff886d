/** Describes the error in a filter: position, reason and fix. */
import type { FilterFact } from './filterErrorFacts.ts';

/** Characters (UTF-16 units) from the beginning of the filter. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Continuations at the end of the text, for completion. */
export type Expected =
  | { readonly what: 'operand' }
  /** `field`: the field before it, so that a comparison can follow. */
  | { readonly what: 'operator'; readonly field?: string }
  | {
      readonly what: 'value';
      readonly field: string;
      readonly operator: string;
      /** The field with its path. */
      readonly written?: string;
    };

export interface FilterError extends Span {
  /** 1-based. */
  readonly column: number;
  readonly fact: FilterFact;
  /** The replacement text, if known. */
  readonly fix?: string;
  /** The range to replace, unless it is the place of the error. */
  readonly fixAt?: Span;
}

/** The replacement text, at the place of the error or elsewhere. */
export type Fix = string | { readonly write: string; readonly at: Span };

/** The corrected filter; undefined if no fix is known. */
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

/** Removes a fix that does not help. */
export function withoutFix({ from, to, column, fact }: FilterError): FilterError {
  return { from, to, column, fact };
}

/** Thrown only inside this folder. */
export class FilterException extends Error {
  override readonly name = 'FilterException';
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
