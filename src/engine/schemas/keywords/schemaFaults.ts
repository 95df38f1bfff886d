/** Why a text is no schema that messages can be held to. `place` is a JSON pointer into the schema. */
import type { Fact, NoArgs } from '../../../base/message.ts';
import type { PatternFaults } from '../../filter/regex/patternFaults.ts';
import { type Place, pointerOf } from '../evaluating/place.ts';

/** Kinds of values that keywords take. */
export type KeywordValue =
  | 'schema'
  | 'schema-or-list'
  | 'schemas'
  | 'schemas-by-name'
  | 'names'
  | 'names-by-name'
  | 'names-or-schema'
  | 'list'
  | 'types'
  | 'text'
  | 'number'
  | 'above-zero'
  | 'count'
  | 'boolean'
  | 'anchor'
  | 'root-reference';

interface AtPlace {
  readonly place: string;
}

export interface HeldFaults {
  readonly json: NoArgs;
  /** JSON, but neither an object nor true nor false. */
  readonly 'no-schema': NoArgs;
  /** With the schemas before it, more than is prepared for a connection. */
  readonly 'too-large': NoArgs;
  readonly 'too-deep': { readonly levels: number };
  /** Preparing threw: an error of the program. */
  readonly failed: { readonly error: string };
  /** A keyword has a value of another kind. */
  readonly keyword: AtPlace & { readonly expected: KeywordValue };
  readonly pattern: AtPlace & { readonly pattern: string; readonly why: Fact<PatternFaults> };
  /** Nothing is fetched. */
  readonly reference: AtPlace & { readonly reference: string };
  readonly 'no-uri': AtPlace & { readonly uri: string };
  /** Two schemas have the same identifier. */
  readonly 'uri-twice': AtPlace & { readonly uri: string };
  /** The schema leads back to itself with the same value. */
  readonly endless: AtPlace;
}

export type HeldFault = Fact<HeldFaults>;

/** Characters of the schema that a fault quotes. */
const LONGEST = 120;

export const clippedText = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;

/** Thrown while a schema is prepared. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  readonly fault: HeldFault;

  constructor(fault: HeldFault) {
    super(fault.key);
    this.fault = fault;
  }
}

export const wrongKeyword = (place: Place | undefined, expected: KeywordValue): SchemaError =>
  new SchemaError({ key: 'keyword', args: { place: pointerOf(place), expected } });
