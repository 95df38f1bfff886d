/** Wrong fields to sign that the search for a mistake tries. */
import type { FoundMistake } from './mistakes.ts';
import { type DeviceIdentity, type NamedValue, signedFields } from './sign.ts';
import type { Fields } from './signedTexts.ts';

export interface FieldsTried {
  readonly mistakes: readonly FoundMistake[];
  readonly fields: Fields;
  /** Likely enough to be combined with other mistakes. */
  readonly isCommon: boolean;
}

/** The parts of a sign-in, as far as it is readable. */
export interface SignInSaid extends DeviceIdentity {
  /** The client id as sent. */
  readonly clientId: string;
  readonly userName: string;
  /** Parameters of the tail. */
  readonly parameters: readonly NamedValue[];
}

export function tried(mistake: FoundMistake, fields: Fields, isCommon = false): FieldsTried {
  return { mistakes: [mistake], fields, isCommon };
}

/** The same fields with one value replaced or removed. */
export function withField(said: SignInSaid, name: string, value: string | undefined): Fields {
  const others = signedFields(said).filter(([field]) => field !== name);
  const fields: Fields = value === undefined ? others : [...others, [name, value]];
  return [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
