/** The way out of messages while connected. */
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import type { ServerLimits } from '../protocol/serverLimits.ts';

export interface OutboxLine {
  readonly limits: ServerLimits;
  /** Bytes that the network has not taken yet. */
  readonly backlog: number;
  /** @throws an Error in words where the packet cannot be encoded. */
  encode(packet: PublishPacket): Uint8Array;
  /** Writes a packet of ours; `written` hears its number in the capture when it leaves. */
  write(bytes: Uint8Array, written: (packet: number) => void): void;
  /** Writes whole packets of ours now, in one frame; `written` hears of each, by its place and its number. */
  writeTogether(bytes: Uint8Array, written: (nth: number, packet: number) => void): void;
  /** Writes PUBREL. */
  release(id: number): void;
}
