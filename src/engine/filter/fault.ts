/** What is wrong with a filter: where, what, and what to write instead. */

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
  /** What is wrong and, where one can tell, what to write: whole sentences. */
  readonly message: string;
  /** What the message says to write, as it would stand in the filter. */
  readonly fix?: string;
}

/** Thrown inside this folder only. */
export class FilterFault extends Error {
  override readonly name = 'FilterFault';
  readonly span: Span;
  readonly expected: Expected | undefined;
  readonly #fix: string | undefined;

  /** @param fix what to write instead, as it would stand in the filter */
  constructor(span: Span, message: string, fix?: string, expected?: Expected) {
    super(fix === undefined ? message : `${message} Write ${fix}`);
    this.span = span;
    this.expected = expected;
    this.#fix = fix;
  }

  get error(): FilterError {
    const { from, to } = this.span;
    const fix = this.#fix;
    return { from, to, column: from + 1, message: this.message, ...(fix !== undefined && { fix }) };
  }
}
