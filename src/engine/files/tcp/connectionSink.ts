/** Receiver of the events on one TCP connection of a capture. */
import type { Side } from '../events/side.ts';

/** µs; ends of both sides within this time have no order, unless one acknowledges the other. */
export const AT_ONCE = 1000;

/** The first end of a side: its FIN or RST. */
export interface SideEnd {
  readonly by: Side;
  /** µs. */
  readonly time: number;
}

export interface ConnectionSink {
  /** A segment of this side is in the capture. */
  heard(side: Side): void;
  data(side: Side, bytes: Uint8Array, time: number): void;
  gap(side: Side, length: number, time: number): void;
  end(side: Side, time: number): void;
  /** Bytes of a reported gap arrived too late. */
  late(side: Side, length: number): void;
  /** Bytes were retransmitted with other content. */
  differs(side: Side, count: number): void;
  /** Frames of the side are in the capture after the answers to them, by that many µs. */
  lags(side: Side, by: number): void;
  /**
   * Both sides have ended, or the connection was reset.
   * @param first undefined if both sides ended at once
   */
  closed(time: number, first: SideEnd | undefined): void;
  /** The capture ended before the connection. */
  captureEnded(time: number): void;
  /** Later bytes are not needed and not kept. */
  readonly isIgnored: boolean;
}
