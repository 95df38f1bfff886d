/** Reasons why a user's schema could not judge a message. */
import type { Localizable, NoArgs } from '../../base/message.ts';

export interface NotJudgedReasons {
  /** There was no result in time. */
  readonly 'no-answer': { readonly seconds: number };
  /** The stack was full. A reference may lead back to its own schema. */
  readonly 'too-deep': NoArgs;
  /** Judging threw an exception, for example because of a keyword that is not checked in advance. */
  readonly failed: { readonly error: string };
}

export type NotJudged = Localizable<NotJudgedReasons>;
