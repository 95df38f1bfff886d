/** Observer of all bytes between clients and the broker on the wire, outside the fault layer. */

import type { Peer } from '../core/contract/parties.ts';
import type { Mark } from '../faults/marks.ts';

/**
 * Connections have the host's numbers; times are in ms. Byte arrays are valid only during the call: copy them
 * to keep them.
 */
export interface WireObserver {
  opened(connection: number, peer: Peer, now: number): void;
  fromClient(connection: number, bytes: Uint8Array, now: number): void;
  toClient(connection: number, bytes: Uint8Array, now: number): void;
  /** Called once per connection: the transport is closed, or the host was just told to end it. */
  closed(connection: number, now: number): void;
  /**
   * The fault layer treats a packet: called after `fromClient` of its original bytes, before `toClient` of
   * the result.
   */
  marked(mark: Mark): void;
  /** The same for a packet whose position on the wire to the client is known only now. */
  placed(mark: Mark): void;
}
