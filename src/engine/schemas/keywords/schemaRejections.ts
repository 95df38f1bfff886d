/** Reasons why a schema is rejected. `place` is a JSON pointer into the schema. */
import type { Localizable, NoArgs } from '../../../base/message.ts';
import type { PatternErrorFacts } from '../../filter/regex/patternErrorFacts.ts';
import { type Place, pointerOf } from '../evaluating/place.ts';

/** Types of keyword values. */
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
  /** Larger numbers become infinite when they are read. */
  | 'double'
  | 'count'
  | 'boolean'
  | 'anchor'
  | 'root-reference';

interface AtPlace {
  readonly place: string;
}

export interface SchemaRejections {
  readonly json: NoArgs;
  /** JSON, but neither an object nor a boolean. */
  readonly 'no-schema': NoArgs;
  /** Exceeds the limit for all schemas of a connection. */
  readonly 'too-large': NoArgs;
  readonly 'too-deep': { readonly levels: number };
  /** Preparation threw an unexpected error: a bug. */
  readonly failed: { readonly error: string };
  /** The value of a keyword has the wrong type. */
  readonly keyword: AtPlace & { readonly expected: KeywordValue };
  readonly pattern: AtPlace & {
    readonly pattern: string;
    readonly why: Localizable<PatternErrorFacts>;
  };
  /** The reference is external; nothing is fetched. */
  readonly reference: AtPlace & { readonly reference: string };
  readonly 'no-uri': AtPlace & { readonly uri: string };
  /** Two schemas have the same identifier. */
  readonly 'uri-twice': AtPlace & { readonly uri: string };
  /** The schema applies itself to the same value. */
  readonly endless: AtPlace;
}

export type SchemaRejection = Localizable<SchemaRejections>;

/** Maximum characters quoted from the schema. */
const LONGEST = 120;

export const clippedText = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;

/** Thrown during preparation. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  readonly error: SchemaRejection;

  constructor(error: SchemaRejection) {
    super(error.key);
    this.error = error;
  }
}

export const wrongKeyword = (place: Place | undefined, expected: KeywordValue): SchemaError =>
  new SchemaError({ key: 'keyword', args: { place: pointerOf(place), expected } });
