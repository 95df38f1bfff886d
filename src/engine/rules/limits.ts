/** What several rules ask of a packet that is held against what the other side announced. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { SeenPacket } from './memory/seenPacket.ts';

/** Who gets what goes in that direction. */
export const RECEIVERS = { out: 'server', in: 'client' } as const satisfies Record<
  Direction,
  Sender
>;

/** The packet in which the receiver announced its limits. */
export function limitAt({ direction, stream }: SeenPacket): number | undefined {
  return (direction === 'out' ? stream.connack : stream.connect)?.packet;
}

/** Of a PUBLISH. */
export const qosOf = ({ bytes }: SeenPacket): number => ((bytes[0] ?? 0) >> 1) & 3;

const RETAIN = 1;
const DUP = 8;

/** Of a PUBLISH. */
export const isRetained = ({ bytes }: SeenPacket): boolean => ((bytes[0] ?? 0) & RETAIN) !== 0;

/** Of a PUBLISH. */
export const isRedelivery = ({ bytes }: SeenPacket): boolean => ((bytes[0] ?? 0) & DUP) !== 0;
