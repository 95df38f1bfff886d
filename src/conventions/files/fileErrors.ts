/** Errors in a convention file, each with its place. */

import type { Localizable, NoArgs } from '../../base/message.ts';
import type { ChainError } from '../../payload/chains/chainSyntax.ts';
import type { FormError } from './topicGrammar.ts';

export type Wanted = 'text' | 'number' | 'flag' | 'object' | 'list' | 'scalar' | 'wording';

export interface ConventionErrors {
  /** The file is not JSON. */
  readonly json: NoArgs;
  /** Limit of characters. */
  readonly large: { readonly most: number };
  readonly wanted: { readonly what: Wanted };
  readonly missing: { readonly name: string };
  /** The member does not exist. */
  readonly unknown: { readonly name: string; readonly choices: readonly string[] };
  readonly choice: { readonly found: string; readonly choices: readonly string[] };
  readonly 'too-many': { readonly most: number };
  /** Only letters, digits, `-` and `_` are allowed. */
  readonly id: { readonly found: string };
  readonly topic: { readonly error: FormError };
  /** A topic with secrets does not begin with a whole level. */
  readonly 'open-secret': NoArgs;
  /** Not a valid path of a chain. */
  readonly path: { readonly found: string };
  /** A template with unbalanced braces. */
  readonly template: { readonly found: string };
  readonly 'no-level': { readonly name: string; readonly levels: readonly string[] };
  readonly chain: { readonly error: ChainError };
}

export interface ConventionError {
  /** A path such as `topics[2].state.at`; empty for the whole file. */
  readonly place: string;
  readonly why: Localizable<ConventionErrors>;
}
