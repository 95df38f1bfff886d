/** Errors in a display filter. */
import type { Localizable, NoArgs } from '../../../base/message.ts';
import type { TopicError } from '../../../mqtt/tables/topicErrors.ts';
import type { PatternErrorFacts } from '../regex/patternErrorFacts.ts';

/** Arguments are written as in the filter. */
export interface FilterErrorFacts {
  /** A filter to be armed is empty. */
  readonly 'waits-for-nothing': NoArgs;
  readonly 'quote-open': NoArgs;
  readonly 'ends-early': NoArgs;
  /** An operator in the position of a field; `isLast`: the filter ends with it. */
  readonly 'field-missing': { readonly operator: string; readonly isLast: boolean };
  readonly 'not-an-operator-here': { readonly sign: string };
  readonly 'quote-closes-nothing': NoArgs;
  readonly 'unexpected-operand': { readonly shown: string };
  readonly unexpected: { readonly shown: string };
  readonly 'in-without-braces': NoArgs;
  readonly 'not-behind-field': { readonly word: string };
  readonly 'not-an-operator': { readonly word: string };
  readonly 'operator-missing': { readonly field: string; readonly value: string };
  readonly 'begins-without-field': { readonly value: string };
  readonly 'no-such-field': { readonly name: string };
  readonly 'empty-text': NoArgs;
  readonly 'not-a-field': { readonly word: string };
  /** Between `[` and `]`. */
  readonly 'step-unquoted': NoArgs;
  readonly 'pattern-missing': NoArgs;
  readonly 'value-missing': { readonly operator: string };
  readonly 'bracket-open': { readonly bracket: string; readonly closing: string };
  readonly 'braces-empty': NoArgs;
  readonly 'user-property-path': NoArgs;
  readonly 'no-parts': { readonly field: string };
  readonly 'name-missing-in-path': NoArgs;
  readonly 'too-deep': { readonly levels: number };
  /** Characters. */
  readonly 'too-long': { readonly most: number };
  readonly 'too-many-comparisons': { readonly most: number };
  readonly 'too-many-patterns': { readonly most: number };
  readonly 'regular-expression': { readonly why: Localizable<PatternErrorFacts> };
  readonly 'not-a-topic': { readonly field: string };
  readonly 'not-a-topic-filter': { readonly pattern: string; readonly why: TopicError };
  /** `contains` or `matches` on a field that is not text. */
  readonly 'not-a-text': { readonly operator: 'contains' | 'matches'; readonly field: string };
  readonly 'no-order': { readonly field: string };
  readonly 'not-a-number': { readonly field: string };
  readonly 'no-such-unit': {
    readonly unit: string;
    readonly field: string;
    /** Units of the field, possibly none. */
    readonly units: readonly string[];
  };
  readonly 'no-such-word': {
    readonly field: string;
    readonly word: string;
    readonly words: readonly string[];
  };
  readonly 'not-a-truth': { readonly field: string };
  readonly 'operator-needs-text': { readonly operator: string };
  readonly 'field-needs-text': { readonly field: string };
  readonly 'range-without-numbers': NoArgs;
}

export type FilterFact = Localizable<FilterErrorFacts>;
