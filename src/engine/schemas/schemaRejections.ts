/** Reasons why a text cannot be used as a JSON Schema. `place` is a JSON pointer into the schema. */
import type { Localizable, NoArgs } from '../../base/message.ts';
import type { NotJudgedReasons } from '../findings/notJudged.ts';

interface AtPlace {
  readonly place: string;
}

export interface SchemaRejections extends NotJudgedReasons {
  readonly json: NoArgs;
  /** JSON, but neither an object nor a boolean. */
  readonly 'no-schema': NoArgs;
  /** The value of a keyword is malformed. `requirement`: the violated keyword of JSON Schema itself. */
  readonly keyword: AtPlace & { readonly requirement: string; readonly wanted: string };
  /** The reference is external; nothing is fetched. */
  readonly reference: AtPlace & { readonly reference: string };
  readonly 'no-uri': AtPlace & { readonly uri: string };
  /** Dynamic references are not evaluated. */
  readonly dynamic: AtPlace;
}

export type SchemaRejection = Localizable<SchemaRejections>;
