/** What may be wrong with a convention file, each with its place in it. */

import type { Fact, NoArgs } from '../../base/message.ts';
import type { ChainFault } from '../../payload/chains/chainSyntax.ts';
import type { FormFault } from './topicGrammar.ts';

export type Wanted = 'text' | 'number' | 'flag' | 'object' | 'list' | 'scalar' | 'wording';

export interface ConventionFaults {
  /** It is no JSON. */
  readonly json: NoArgs;
  /** Characters. */
  readonly large: { readonly most: number };
  readonly wanted: { readonly what: Wanted };
  readonly missing: { readonly name: string };
  /** There is no such member here. */
  readonly unknown: { readonly name: string; readonly choices: readonly string[] };
  readonly choice: { readonly found: string; readonly choices: readonly string[] };
  readonly 'too-many': { readonly most: number };
  /** Letters, digits, `-` and `_`. */
  readonly id: { readonly found: string };
  readonly topic: { readonly fault: FormFault };
  /** It is no path as chains have them. */
  readonly path: { readonly found: string };
  /** A template with a brace too many or too few. */
  readonly template: { readonly found: string };
  readonly 'no-level': { readonly name: string; readonly levels: readonly string[] };
  readonly chain: { readonly fault: ChainFault };
}

export interface ConventionFault {
  /** As a path, such as `topics[2].state.at`; empty: the file. */
  readonly place: string;
  readonly why: Fact<ConventionFaults>;
}
