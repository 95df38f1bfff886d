/** A CSV table whose rows fill in published messages. */
export interface StoredTemplateFile {
  readonly id: string;
  /** Name used in templates. */
  readonly name: string;
  readonly text: string;
}

/** Limits: bytes of each, and number. */
export const MOST_FILES = { bytes: 4 * 1024 * 1024, files: 20 };
