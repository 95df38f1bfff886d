/** Hears of all bytes between clients and the broker as they are on the wire, outside of the fault layer. */

import type { Peer } from '../core/contract/parties.ts';
import type { Mark } from '../faults/marks.ts';

/** Connections as the host numbers them; times in ms. Bytes are only lent: copy what is kept. */
export interface WireObserver {
  opened(connection: number, peer: Peer, now: number): void;
  fromClient(connection: number, bytes: Uint8Array, now: number): void;
  toClient(connection: number, bytes: Uint8Array, now: number): void;
  /** Once for each: the transport is gone, or the host has just been told to end it. */
  closed(connection: number, now: number): void;
  /**
   * The fault layer treats a packet: after `fromClient` of the bytes that it came with, before
   * `toClient` of what becomes of it.
   */
  marked(mark: Mark): void;
  /** The same of a packet whose place on the wire to the client is known only now. */
  placed(mark: Mark): void;
}
