/** Where the bytes of one direction go. */
export interface ByteSink {
  /** The next bytes; a view. */
  data(bytes: Uint8Array, time: number): void;
  /** So many bytes are missing; 0: nobody knows how many. */
  gap(length: number, time: number): void;
}
