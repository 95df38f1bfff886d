/**
 * What modules below `words` say of something: a key and what belongs to it, never a sentence. A subject is
 * an interface of keys, each with the type of its arguments; `words` has a text for each, in each language.
 */

/** One fact of a subject. */
export type Fact<Subject, Key extends keyof Subject = keyof Subject> = {
  readonly [K in Key]: { readonly key: K; readonly args: Subject[K] };
}[Key];

/** Nothing belongs to it. */
export type NoArgs = Readonly<Record<never, never>>;

/** A text for each fact of a subject: one that is missing, or one too many, is a type error. */
export type Words<Subject> = {
  readonly [Key in keyof Subject]: (args: Subject[Key]) => string;
};

export function say<Subject, Key extends keyof Subject>(
  words: Words<Subject>,
  { key, args }: Fact<Subject, Key>,
): string {
  return words[key](args);
}
