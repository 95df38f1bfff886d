/** Errors in JSON text. */
import type { NoArgs } from '../../base/message.ts';

export interface JsonErrors {
  readonly empty: NoArgs;
  readonly value: NoArgs;
  readonly key: NoArgs;
  readonly colon: NoArgs;
  readonly 'comma-or-brace': NoArgs;
  readonly 'comma-or-bracket': NoArgs;
  readonly rest: NoArgs;
  readonly 'string-end': NoArgs;
  readonly control: NoArgs;
  readonly escape: NoArgs;
  readonly number: NoArgs;
  readonly 'text-end': NoArgs;
  /** The text has more values than the limit. */
  readonly many: NoArgs;
  /** NaN or Infinity, in any spelling. */
  readonly 'not-a-number': NoArgs;
  /** A word that other languages use for a value, such as `None`. */
  readonly word: NoArgs;
  /** The text that JavaScript makes of an object, such as `[object Object]`. */
  readonly 'object-text': NoArgs;
  readonly 'trailing-comma': NoArgs;
  readonly comment: NoArgs;
  readonly 'single-quotes': NoArgs;
  readonly 'not-utf8': NoArgs;
  /** NUL bytes follow, as after a string in C. */
  readonly nul: NoArgs;
}

export type JsonErrorKey = keyof JsonErrors;

export interface JsonError {
  readonly ok: false;
  readonly key: JsonErrorKey;
  /** Byte offset. */
  readonly offset: number;
}
