/** A file that a log may put its oldest packets into. Every call is done when it returns. */
export interface SpillFile {
  /** @returns whether all of it was written: a disk may be full */
  write(bytes: Uint8Array, at: number): boolean;
  /** @returns whether all of it could be read */
  read(into: Uint8Array, at: number): boolean;
  /** Nothing behind it is needed any more. */
  truncate(size: number): void;
}
