/** A text of a convention: in both languages, or as the user wrote it in a file. */
export type Wording = string | { readonly en: string; readonly zh: string };
