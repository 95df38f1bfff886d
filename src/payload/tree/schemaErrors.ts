/** Why a value that is written as JSON does not fit a schema. */
import type { Fact } from '../../base/message.ts';

export interface Misfits {
  readonly wanted: {
    readonly what: 'object' | 'list' | 'text' | 'bytes' | 'number' | 'truth' | 'null';
  };
  /** No whole number, or none of these. */
  readonly whole: { readonly least: string; readonly most: string };
  /** None of its fields. */
  readonly field: { readonly name: string };
  readonly missing: { readonly name: string };
  /** None of a few words. */
  readonly word: { readonly of: readonly string[] };
  readonly deep: { readonly levels: number };
  /** Too many branches of unions would have to be tried. */
  readonly expensive: Readonly<Record<never, never>>;
  /** The schema that was chosen is not there, or not as it was. */
  readonly 'no-schema': Readonly<Record<never, never>>;
}

/** Thrown while a value is written, and caught by who writes it. */
export class Misfit extends Error {
  readonly why: Fact<Misfits>;
  /** Row in the JSON. */
  readonly row: number;

  constructor(why: Fact<Misfits>, row: number) {
    super(why.key);
    this.why = why;
    this.row = row;
  }
}
