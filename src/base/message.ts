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

/** Characters kept of the beginning and of the end of a long message. */
const BEGIN = 1500;
const END = 500;

/**
 * The text of a message. Its arguments may be untrusted: none of its characters is invisible, and a name as long
 * as a file is cut in the middle.
 */
export function say<Subject, Key extends keyof Subject>(
  words: Words<Subject>,
  { key, args }: Localizable<Subject, Key>,
): string {
  const text = words[key](args);
  const isLong = text.length > BEGIN + END;
  return visibleText(isLong ? `${text.slice(0, BEGIN)}…${text.slice(-END)}` : text);
}
