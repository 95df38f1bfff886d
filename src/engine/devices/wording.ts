/** What a convention says in words of its own: in both languages, or as a person wrote it in a file. */
export type Wording = string | { readonly en: string; readonly zh: string };
