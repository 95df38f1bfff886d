/** Where the bytes of one direction go. */
export interface ByteSink {
  /**
   * The next bytes; a view.
   * @param isText they came in a text frame of WebSocket, as they may not
   */
  data(bytes: Uint8Array, time: number, isText?: boolean): void;
  /** So many bytes are missing; 0: nobody knows how many. */
  gap(length: number, time: number): void;
}
