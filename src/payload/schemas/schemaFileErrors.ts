/** Errors in a user's schema file. */
import type { Localizable } from '../../base/message.ts';

export interface SchemaFileErrors {
  /** Something else is expected here. */
  readonly expected: { readonly wanted: string; readonly found: string };
  /** An invalid field number. */
  readonly number: { readonly found: string };
  /** Two entries with this name or number. */
  readonly twice: { readonly name: string };
  /** Messages are nested too deep. */
  readonly deep: { readonly levels: number };
  readonly import: { readonly file: string };
  /** No message or enum has this name. */
  readonly type: { readonly name: string };
  /** A full name exceeds this number of characters. */
  readonly long: { readonly most: number };
  /** The files exceed this number of characters. A file counts again for each file that uses it. */
  readonly large: { readonly most: number };
  /** The file is not JSON. */
  readonly json: Readonly<Record<never, never>>;
}

/** Thrown while a schema is read, and caught by its reader. */
export class SchemaFileError extends Error {
  readonly why: Localizable<SchemaFileErrors>;
  /** Character offset in the file. */
  readonly at: number;

  constructor(why: Localizable<SchemaFileErrors>, at: number) {
    super(why.key);
    this.why = why;
    this.at = at;
  }
}
