/** Reasons why a value typed as JSON does not fit a schema. */
import type { Localizable } from '../../base/message.ts';

export interface SchemaErrors {
  readonly wanted: {
    readonly what: 'object' | 'list' | 'text' | 'bytes' | 'number' | 'truth' | 'null';
  };
  /** Not a whole number in this range. */
  readonly whole: { readonly least: string; readonly most: string };
  /** The message lacks this field. */
  readonly field: { readonly name: string };
  readonly missing: { readonly name: string };
  /** None of the allowed words. */
  readonly word: { readonly of: readonly string[] };
  readonly deep: { readonly levels: number };
  /** The chosen schema is missing or has changed. */
  readonly 'no-schema': Readonly<Record<never, never>>;
}

/** Thrown while a value is written, and caught by the writer's caller. */
export class SchemaError extends Error {
  readonly why: Localizable<SchemaErrors>;
  /** Row in the JSON. */
  readonly row: number;

  constructor(why: Localizable<SchemaErrors>, row: number) {
    super(why.key);
    this.why = why;
    this.row = row;
  }
}
