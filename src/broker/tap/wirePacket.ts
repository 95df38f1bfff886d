/** Data for observers. */
import type { Sender } from '../../mqtt/tables/packet.ts';
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
