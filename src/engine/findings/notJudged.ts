/** Reasons why a user's schema could not judge a message. */
import type { Localizable } from '../../base/message.ts';

export interface NotJudgedReasons {
  /** Judging took too many steps. */
  readonly expensive: { readonly steps: number };
  /** Schemas or values are nested too deeply. A reference may lead back to its own schema. */
  readonly 'too-deep': { readonly levels: number };
  /** Judging threw an exception: an error in the program. */
  readonly failed: { readonly error: string };
}

export type NotJudged = Localizable<NotJudgedReasons>;
