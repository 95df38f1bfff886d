/** Bytes found in a text. */

/** Whether the program that printed the bytes had sent or received them. */
export type PrintedBy = 'sent' | 'received';

export interface ByteRun {
  readonly bytes: Uint8Array;
  /** Undefined if the text does not show it. */
  readonly by: PrintedBy | undefined;
}
