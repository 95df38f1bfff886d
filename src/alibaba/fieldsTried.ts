/** Fields as devices sign them, in the place of the right ones. */
import type { FoundMistake } from './mistakes.ts';
import { type DeviceIdentity, type NamedValue, signedFields } from './sign.ts';
import type { Fields } from './signedTexts.ts';

export interface FieldsTried {
  readonly mistakes: readonly FoundMistake[];
  readonly fields: Fields;
  /** Likely enough to be tried with other mistakes. */
  readonly isCommon: boolean;
}

/** What a sign-in says, as far as it can be read. */
export interface SignInSaid extends DeviceIdentity {
  /** As it is sent. */
  readonly clientId: string;
  readonly userName: string;
  /** Of the tail. */
  readonly parameters: readonly NamedValue[];
}

export function tried(mistake: FoundMistake, fields: Fields, isCommon = false): FieldsTried {
  return { mistakes: [mistake], fields, isCommon };
}

/** The same fields with another value, or without it. */
export function withField(said: SignInSaid, name: string, value: string | undefined): Fields {
  const others = signedFields(said).filter(([field]) => field !== name);
  const fields: Fields = value === undefined ? others : [...others, [name, value]];
  return [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
