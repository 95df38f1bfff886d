/** Helpers for rules that compare a packet with the limits announced by its receiver. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { SeenPacket } from './memory/seenPacket.ts';

/** Receiver of each direction. */
export const RECEIVERS = { out: 'server', in: 'client' } as const satisfies Record<
  Direction,
  Sender
>;

/** The packet in which the receiver announced its limits. */
export function limitAt({ direction, stream }: SeenPacket): number | undefined {
  return (direction === 'out' ? stream.connack : stream.connect)?.packet;
}

/** QoS of a PUBLISH. */
export const qosOf = ({ bytes }: SeenPacket): number => ((bytes[0] ?? 0) >> 1) & 3;

const RETAIN = 1;
const DUP = 8;

/** RETAIN flag of a PUBLISH. */
export const isRetained = ({ bytes }: SeenPacket): boolean => ((bytes[0] ?? 0) & RETAIN) !== 0;

/** DUP flag of a PUBLISH. */
export const isRedelivery = ({ bytes }: SeenPacket): boolean => ((bytes[0] ?? 0) & DUP) !== 0;
