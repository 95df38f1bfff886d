/** Receiver of what happens on one TCP connection of a capture. */
import type { Side } from '../events/side.ts';

export interface ConnectionSink {
  /** A segment of that side is in the capture. */
  heard(side: Side): void;
  data(side: Side, bytes: Uint8Array, time: number): void;
  gap(side: Side, length: number, time: number): void;
  end(side: Side, time: number): void;
  /** Bytes of a gap that was told before: they came too late. */
  late(side: Side, length: number): void;
  /** Bytes that were sent once more, with other content. */
  differs(side: Side, count: number): void;
  /**
   * Both sides have ended, or the connection was reset.
   * @param by who did so first
   */
  closed(time: number, by: Side | undefined): void;
  /** The capture ended before the connection did. */
  captureEnded(time: number): void;
  /** Nobody needs what comes: it is not kept any longer. */
  readonly isIgnored: boolean;
}
