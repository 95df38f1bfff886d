/** What passes by, for whoever looks on. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { TapEnded } from './commands.ts';

/** A packet, or bytes that none can be cut from, with its place on the wire. */
export interface WirePacket {
  readonly sender: Sender;
  /** ms. */
  readonly time: number;
  /** Bytes of this direction before it. */
  readonly offset: number;
  /** May be a view: whoever keeps them must copy them. */
  readonly bytes: Uint8Array;
  /** Secrets in it were overwritten. */
  readonly masked: boolean;
  readonly broken: boolean;
}

/** Secrets are overwritten in all that it gets. */
export interface Onlooker {
  packet(connection: number, packet: WirePacket): void;
  /** So many bytes are not there. */
  gap(connection: number, bytes: number): void;
  /** That side speaks in text frames of WebSocket. */
  textFrames(connection: number, sender: Sender): void;
  /** One side has ended it, and the other one has not yet. */
  halfClosed(connection: number, ended: TapEnded): void;
  closed(connection: number, time: number, ended?: TapEnded): void;
}
