/** What may be wrong with a schema file of a person's. */
import type { Fact } from '../../base/message.ts';

export interface SchemaFaults {
  /** Something else belongs here. */
  readonly expected: { readonly wanted: string; readonly found: string };
  /** A field's number that none may have. */
  readonly number: { readonly found: string };
  /** Two of that name, or of that number. */
  readonly twice: { readonly name: string };
  /** Messages in one another. */
  readonly deep: { readonly levels: number };
  readonly import: { readonly file: string };
  /** No message or enum of that name. */
  readonly type: { readonly name: string };
  /** A name with more characters, those around it included. */
  readonly long: { readonly most: number };
  /** The files have more characters, counted again for each file that uses them. */
  readonly large: { readonly most: number };
  /** It is not JSON. */
  readonly json: Readonly<Record<never, never>>;
}

/** Thrown while a schema is read, and caught by who reads it. */
export class SchemaFault extends Error {
  readonly why: Fact<SchemaFaults>;
  /** Characters from the file's first. */
  readonly at: number;

  constructor(why: Fact<SchemaFaults>, at: number) {
    super(why.key);
    this.why = why;
    this.at = at;
  }
}
