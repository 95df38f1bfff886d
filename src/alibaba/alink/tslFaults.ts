/** Errors in a thing model's TSL. */
import type { Localizable, NoArgs } from '../../base/message.ts';
import type { JsonErrors } from '../../payload/tree/jsonErrors.ts';

export interface TslFaults {
  readonly 'not-utf8': NoArgs;
  readonly 'not-json': { readonly what: Localizable<JsonErrors> };
  readonly 'not-object': NoArgs;
  readonly 'no-model': NoArgs;
  readonly 'not-list': { readonly name: string };
  readonly 'not-member-object': { readonly name: string };
  readonly 'no-identifier': NoArgs;
  readonly twice: { readonly name: string };
  readonly 'no-type': { readonly name: string };
  readonly 'unknown-type': { readonly name: string; readonly type: string };
  readonly 'not-one-of': { readonly name: string; readonly allowed: readonly string[] };
  readonly 'not-number': { readonly name: string };
  readonly 'not-integer': { readonly name: string };
  readonly 'min-above-max': NoArgs;
  readonly 'names-not-integers': NoArgs;
  readonly 'not-text': { readonly name: string };
  readonly 'no-members': NoArgs;
  readonly 'no-item': NoArgs;
  readonly 'too-deep': NoArgs;
}

export interface TslFault {
  readonly ok: false;
  readonly why: Localizable<TslFaults>;
  /** Line and column count from 1. */
  readonly line: number;
  readonly column: number;
}
