/** A text with values to be filled in, `{"t": {{random 20..25}}}`, as it was read. */
import type { Fact, NoArgs } from '../../base/message.ts';

/** Numbers by units of their last decimal, so that no digit comes of a division. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly decimals: number;
}

export type Expression =
  | { readonly kind: 'n' | 'uuid' }
  | { readonly kind: 'now'; readonly as: 'ms' | 's' | 'iso' }
  | { readonly kind: 'random'; readonly range: Range }
  /** `step`: by how many units it moves at most. */
  | { readonly kind: 'walk'; readonly range: Range; readonly step: number }
  /** ms. */
  | { readonly kind: 'sine'; readonly range: Range; readonly period: number }
  | { readonly kind: 'choice'; readonly from: readonly string[] }
  | {
      readonly kind: 'last';
      readonly topic: string;
      readonly path: readonly (string | number)[];
    }
  /** A column by its head, or by its number from 1. */
  | { readonly kind: 'csv'; readonly file: string; readonly column: string }
  | Answering;

/** Of the message that is answered. */
export type Answering =
  | { readonly kind: 'payload'; readonly path: readonly (string | number)[] }
  /** Without a message that is answered, of the one that is made; `level` from 1, undefined: all of them. */
  | { readonly kind: 'topic'; readonly level: number | undefined }
  | { readonly kind: 'response' | 'correlation' };

/** Characters of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type TemplatePiece =
  | { readonly text: string; readonly expression?: never }
  | {
      readonly expression: Expression;
      readonly place: Span;
      /** Within a string of JSON: what is filled in is written as it has to be there. */
      readonly inString: boolean;
    };

export interface Template {
  readonly pieces: readonly TemplatePiece[];
  /** What is filled in outside of strings is written as JSON. */
  readonly isJson: boolean;
}

export interface TemplateFaults {
  /** `{{` without `}}`. */
  readonly unclosed: NoArgs;
  readonly 'unclosed-quote': NoArgs;
  readonly 'no-name': NoArgs;
  readonly 'unknown-name': { readonly name: string };
  /** Too few, too many, or another; `like` is one that can be read. */
  readonly arguments: { readonly like: string };
  /** The lower bound is above the upper. */
  readonly range: NoArgs;
  /** More than are exact. */
  readonly digits: NoArgs;
  /** Nothing was received there yet. */
  readonly 'no-value': { readonly topic: string };
  /** What was received last has nothing at the path, or is no text. */
  readonly 'no-path': { readonly topic: string };
  /** It is of a message that is answered, and none is. */
  readonly 'no-message': NoArgs;
  /** The message that is answered has no such level, response topic or correlation data, or nothing there in its payload. */
  readonly 'not-in-message': { readonly what: Answering['kind'] };
  /** A filled-in value, or the whole text, has more characters. */
  readonly 'too-large': { readonly most: number };
  /** No such file is kept. */
  readonly 'no-file': { readonly file: string };
  /** The file has no such column, or no row below its head. */
  readonly 'no-column': { readonly file: string; readonly column: string };
}

export interface TemplateFault extends Span {
  readonly why: Fact<TemplateFaults>;
}

export type ParsedTemplate =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly fault: TemplateFault };
