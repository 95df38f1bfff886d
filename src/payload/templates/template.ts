/** A parsed text with values to fill in, `{"t": {{random 20..25}}}`. */
import type { Localizable, NoArgs } from '../../base/message.ts';

/** Numbers in units of their last decimal, so that no division adds digits. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly decimals: number;
}

export type Expression =
  | { readonly kind: 'n' | 'uuid' }
  | { readonly kind: 'now'; readonly as: 'ms' | 's' | 'iso' }
  | { readonly kind: 'random'; readonly range: Range }
  /** `step`: largest change per message, in units. */
  | { readonly kind: 'walk'; readonly range: Range; readonly step: number }
  /** Period in ms. */
  | { readonly kind: 'sine'; readonly range: Range; readonly period: number }
  | { readonly kind: 'choice'; readonly from: readonly string[] }
  | {
      readonly kind: 'last';
      readonly topic: string;
      readonly path: readonly (string | number)[];
    }
  | Answering;

/** Values of the message to answer. */
export type Answering =
  | { readonly kind: 'payload'; readonly path: readonly (string | number)[] }
  /**
   * Topic of the message to answer, or else of the new message. `level` counts from 1; undefined for the
   * whole topic.
   */
  | { readonly kind: 'topic'; readonly level: number | undefined }
  | { readonly kind: 'response' | 'correlation' };

/** Range of characters in the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type TemplatePiece =
  | { readonly text: string; readonly expression?: never }
  | {
      readonly expression: Expression;
      readonly place: Span;
      /** The value is inside a JSON string and is escaped accordingly. */
      readonly inString: boolean;
    };

export interface Template {
  readonly pieces: readonly TemplatePiece[];
  /** Values outside of strings are written as JSON. */
  readonly isJson: boolean;
}

export interface TemplateErrors {
  /** `{{` without `}}`. */
  readonly unclosed: NoArgs;
  readonly 'unclosed-quote': NoArgs;
  readonly 'no-name': NoArgs;
  readonly 'unknown-name': { readonly name: string };
  /** The arguments are too few, too many, or invalid; `like` is a valid example. */
  readonly arguments: { readonly like: string };
  /** The lower bound exceeds the upper. */
  readonly range: NoArgs;
  /** More digits than can be exact. */
  readonly digits: NoArgs;
  /** No message was received on this topic yet. */
  readonly 'no-value': { readonly topic: string };
  /** The last message received has no value at the path, or is not text. */
  readonly 'no-path': { readonly topic: string };
  /** The expression needs a message to answer, and there is none. */
  readonly 'no-message': NoArgs;
  /** The message to answer lacks this level, response topic, correlation data or payload value. */
  readonly 'not-in-message': { readonly what: Answering['kind'] };
  /** A filled-in value or the whole text exceeds this number of characters. */
  readonly 'too-large': { readonly most: number };
  /** The templates for one message exceed their budget. */
  readonly 'too-expensive': NoArgs;
}

export interface TemplateError extends Span {
  readonly why: Localizable<TemplateErrors>;
}

export type ParsedTemplate =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly error: TemplateError };
