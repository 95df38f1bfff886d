/** Helpers for rules that compare a packet with the limits announced by its receiver. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { SeenPacket } from './memory/seenPacket.ts';

/** Receiver of each direction. */
export const RECEIVERS = { out: 'server', in: 'client' } as const satisfies Record<
  Direction,
  Sender
>;

/** The packet with the receiver's limits. */
export function limitAt({ direction, stream }: SeenPacket): number | undefined {
  return (direction === 'out' ? stream.connack : stream.connect)?.packet;
}
