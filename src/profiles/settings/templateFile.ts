/** A table with commas whose rows are filled in into what is published. */
export interface KeptTemplateFile {
  readonly id: string;
  /** By which templates call it. */
  readonly name: string;
  readonly text: string;
}

/** Bytes of each, and how many. */
export const MOST_FILES = { bytes: 4 * 1024 * 1024, files: 20 };
