/** Sends messages while connected. */
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import type { ServerLimits } from '../protocol/serverLimits.ts';

export interface OutboxLine {
  readonly limits: ServerLimits;
  /** Bytes that the network has not accepted yet. */
  readonly backlog: number;
  /** @throws an Error with a description if the packet cannot be encoded. */
  encode(packet: PublishPacket): Uint8Array;
  /** Writes a packet; `written` gets its number in the capture when it leaves. */
  write(bytes: Uint8Array, written: (packet: number) => void): void;
  /** Writes whole packets now, in one frame; `written` gets the index and number of each. */
  writeTogether(bytes: Uint8Array, written: (nth: number, packet: number) => void): void;
  /** Writes PUBREL. */
  release(id: number): void;
}
