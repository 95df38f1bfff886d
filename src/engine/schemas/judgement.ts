/** Results of evaluating a JSON Schema, and the requests for them. */
import type { NotJudged } from '../findings/notJudged.ts';
import type { SchemaRejection } from './schemaRejections.ts';

/** First violation of a schema in a value. */
export interface SchemaBreach {
  /** Path such as `payload.params.temp`. */
  readonly path: string;
  /** Keyword of the schema, such as `minimum`; `false` for a schema that allows nothing. */
  readonly keyword: string;
  /** Requirement of the keyword as JSON, truncated. For `required`: the missing names. */
  readonly wanted: string;
  /** Number of further violations. */
  readonly more: number;
}

export type Judgement =
  | { readonly kind: 'match' }
  | { readonly kind: 'breach'; readonly breach: SchemaBreach }
  | { readonly kind: 'not-judged'; readonly why: NotJudged };

/** Each request has one answer, in the order of the requests. */
export type SchemaRequest =
  /** @property keep number under which later requests name the schema; without it, it is only checked */
  | { readonly kind: 'prepare'; readonly text: string; readonly keep?: number }
  | { readonly kind: 'judge'; readonly schema: number; readonly value: unknown };

export type SchemaAnswer =
  /** @property rejection undefined: the schema can be used */
  | { readonly kind: 'prepared'; readonly rejection: SchemaRejection | undefined }
  | { readonly kind: 'judged'; readonly judgement: Judgement };
