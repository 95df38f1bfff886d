/** Observers of the wire, and their data. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { Peer } from '../core/contract/parties.ts';
import type { Mark } from '../faults/marks.ts';
import type { TapEnded } from './commands.ts';

/** A packet, or bytes that cannot be split into packets, with their position on the wire. */
export interface WirePacket {
  readonly sender: Sender;
  /** ms. */
  readonly time: number;
  /** Bytes before it in this direction. */
  readonly offset: number;
  /** May be a view: copy them to keep them. */
  readonly bytes: Uint8Array;
  /** Secrets in it were overwritten. */
  readonly masked: boolean;
  readonly broken: boolean;
}

/** All its data has secrets overwritten. */
export interface Observer {
  packet(connection: number, packet: WirePacket): void;
  /** This many bytes are missing. */
  gap(connection: number, bytes: number): void;
  /** The side sends WebSocket text frames. */
  textFrames(connection: number, sender: Sender): void;
  /** A side has ended it, and the other one has not yet. */
  halfClosed(connection: number, ended: TapEnded): void;
  closed(connection: number, time: number, ended?: TapEnded): void;
}

/**
 * Observes all bytes between clients and the broker on the wire, outside the fault layer.
 *
 * Connections have the host's numbers; times are in ms. Byte arrays are valid only during the call: copy them
 * to keep them.
 */
export interface WireObserver {
  opened(connection: number, peer: Peer, now: number): void;
  fromClient(connection: number, bytes: Uint8Array, now: number): void;
  toClient(connection: number, bytes: Uint8Array, now: number): void;
  /** Called once per connection: the transport is closed, or the host was just asked to end it. */
  closed(connection: number, now: number): void;
  /**
   * The fault layer treats a packet: called after `fromClient` of its original bytes, before `toClient` of
   * the result.
   */
  marked(mark: Mark): void;
  /** The same for a packet whose position on the wire to the client is known only now. */
  placed(mark: Mark): void;
}
