/** A message whose topic and payload are filled in when it is sent, and what comes of it. */

import type { TemplateFault } from '../../payload/templates/template.ts';
import type { TypedFault } from '../../payload/tree/format.ts';

export interface TemplateSource {
  readonly topic: string;
  readonly payload: string;
  /** Id of the format in which the payload is typed. */
  readonly format: string;
}

/** A table of a person's, by the name that templates call it. */
export interface TemplateFile {
  readonly name: string;
  readonly text: string;
}

export type FillFault =
  | { readonly of: 'topic' | 'payload'; readonly fault: TemplateFault }
  /** Filled in, it cannot be written in its format. */
  | { readonly of: 'format'; readonly text: string; readonly fault: TypedFault };

export type FilledIn =
  | {
      readonly ok: true;
      readonly topic: string;
      readonly text: string;
      readonly payload: Uint8Array;
    }
  | ({ readonly ok: false } & FillFault);

/** What a rule would have answered. */
export interface AnswerPreview {
  /** The message, and what would be published for it; undefined: none of the newest matches. */
  readonly to: { readonly packet: number; readonly said: FilledIn } | undefined;
}

/** The messages of a repeat, or the answers of a rule; `n` from 1. */
export type Make = (n: number, answered?: AnsweredPublish) => FilledIn;

/** What is filled in of a message that is answered. */
export interface AnsweredPublish {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly responseTopic: string | undefined;
  readonly correlationData: Uint8Array | undefined;
}
