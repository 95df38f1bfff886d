/** A file for the oldest packets of a log. Every call is synchronous. */
export interface SpillFile {
  /** @returns whether everything was written; a disk may be full */
  write(bytes: Uint8Array, at: number): boolean;
  /** @returns whether everything could be read */
  read(into: Uint8Array, at: number): boolean;
  /** Drops everything after `size`. */
  truncate(size: number): void;
}
