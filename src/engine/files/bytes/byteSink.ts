/** Receiver of the bytes of one direction. */
export interface ByteSink {
  /**
   * Takes the next bytes; a view.
   * @param isText the bytes arrived in a WebSocket text frame, which the standard forbids
   */
  data(bytes: Uint8Array, time: number, isText?: boolean): void;
  /** Reports missing bytes; 0: the number is unknown. */
  gap(length: number, time: number): void;
}
