/**
 * Language-independent messages: a key with typed arguments, never a sentence. A subject is an interface of
 * keys with the type of their arguments. The module `i18n` has a text for each, in each language.
 */

import { visibleText } from './visibleText.ts';

/** A message of a subject. */
export type Localizable<Subject, Key extends keyof Subject = keyof Subject> = {
  readonly [K in Key]: { readonly key: K; readonly args: Subject[K] };
}[Key];

/** For messages without arguments. */
export type NoArgs = Readonly<Record<never, never>>;

/** A text for each message of a subject. A missing or surplus text is a type error. */
export type Words<Subject> = {
  readonly [Key in keyof Subject]: (args: Subject[Key]) => string;
};

/** The text of a message. Its arguments may be untrusted, so none of its characters is invisible. */
export function say<Subject, Key extends keyof Subject>(
  words: Words<Subject>,
  { key, args }: Localizable<Subject, Key>,
): string {
  return visibleText(words[key](args));
}
