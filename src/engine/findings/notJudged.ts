/** Why a message was not judged by a schema of the user's. */
import type { Fact } from '../../base/message.ts';

export interface NotJudgedReasons {
  /** It took more steps than a judgement may. */
  readonly expensive: { readonly steps: number };
  /** Schemas or values are nested in more levels; a reference may lead back to its own schema. */
  readonly 'too-deep': { readonly levels: number };
  /** Judging threw: an error of the program. */
  readonly failed: { readonly error: string };
}

export type NotJudged = Fact<NotJudgedReasons>;
