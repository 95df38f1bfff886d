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
export function withoutFix({ from, to, column, message, fix }: FilterError): FilterError {
  const ending = ` Write ${fix}`;
  const hasEnding = fix !== undefined && message.endsWith(ending);
  return { from, to, column, message: hasEnding ? message.slice(0, -ending.length) : message };
}

/** Thrown inside this folder only. */
export class FilterFault extends Error {
  override readonly name = 'FilterFault';
  readonly span: Span;
  readonly expected: Expected | undefined;
  readonly #fix: Fix | undefined;

  constructor(span: Span, message: string, fix?: Fix, expected?: Expected) {
    super(message);
    this.span = span;
    this.expected = expected;
    this.#fix = fix;
  }

  get error(): FilterError {
    const { message } = this;
    const { from, to } = this.span;
    const place = { from, to, column: from + 1 };
    if (this.#fix === undefined) return { ...place, message };
    const fix = typeof this.#fix === 'string' ? this.#fix : this.#fix.write;
    const told = { ...place, message: `${message} Write ${fix}`, fix };
    return typeof this.#fix === 'string' ? told : { ...told, fixAt: this.#fix.at };
  }
}
