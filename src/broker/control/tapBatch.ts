/** Tapped packets on their way over a control line: one binary message, many packets. */

export interface TappedPacket {
  readonly tap: number;
  readonly connection: number;
  /** Seen from the client. */
  readonly direction: 'from-client' | 'to-client';
  /** ms of the broker's clock, with fractions. */
  readonly time: number;
  /** Secrets in it were overwritten. */
  readonly masked: boolean;
  /** Not a packet, but bytes that none could be cut from. */
  readonly broken: boolean;
  readonly bytes: Uint8Array;
}
