/** Reasons why a regular expression is rejected. */
import type { Localizable, NoArgs } from '../../../base/message.ts';

export interface PatternErrorFacts {
  readonly 'too-large': NoArgs;
  readonly 'closes-nothing': NoArgs;
  readonly 'nothing-to-repeat': { readonly sign: string };
  /** A repeated `^` or `$`. */
  readonly 'repeats-a-place': NoArgs;
  readonly 'repeated-twice': NoArgs;
  readonly 'counts-reversed': NoArgs;
  readonly 'looks-around': NoArgs;
  readonly 'group-unknown': NoArgs;
  readonly 'too-deep': { readonly levels: number };
  readonly 'group-open': NoArgs;
  readonly 'class-open': NoArgs;
  readonly 'range-reversed': NoArgs;
  /** In a character class. */
  readonly 'above-ffff': NoArgs;
  readonly 'ends-with-escape': NoArgs;
  readonly 'back-reference': NoArgs;
  readonly 'escape-unknown': { readonly letter: string };
  readonly 'escape-incomplete': { readonly letter: string; readonly digits: number };
}

/** Thrown only inside the filter's folder. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  readonly fact: Localizable<PatternErrorFacts>;

  constructor(fact: Localizable<PatternErrorFacts>) {
    super(fact.key);
    this.fact = fact;
  }
}
