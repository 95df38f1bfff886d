/** A message whose topic and payload are filled in when sent, and the result. */

import type { TemplateError } from '../../payload/templates/template.ts';
import type { TypedError } from '../../payload/tree/format.ts';

export interface TemplateSource {
  readonly topic: string;
  readonly payload: string;
  /** Id of the format of the typed payload. */
  readonly format: string;
}

export type FillError =
  | { readonly of: 'topic' | 'payload'; readonly error: TemplateError }
  /** The filled-in text is invalid in its format. */
  | { readonly of: 'format'; readonly text: string; readonly error: TypedError };

export type FilledIn =
  | {
      readonly ok: true;
      readonly topic: string;
      readonly text: string;
      readonly payload: Uint8Array;
    }
  | ({ readonly ok: false } & FillError);

/** The reply that a rule would have sent. */
export interface AnswerPreview {
  /** The message, and the reply to it; undefined if none of the newest messages matches. */
  readonly to: { readonly packet: number; readonly said: FilledIn } | undefined;
}

/** Makes the messages of a repeat or the replies of a rule; `n` from 1. */
export type Make = (n: number, answered?: AnsweredPublish) => FilledIn;

/** Parts of an answered message that a template can insert. */
export interface AnsweredPublish {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly responseTopic: string | undefined;
  readonly correlationData: Uint8Array | undefined;
}
