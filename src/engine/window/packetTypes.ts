/** Names the control packet types in lists (2.1.2). */

import { PACKET_TYPES } from '../../mqtt/tables/packet.ts';
import type { PacketRow } from './window.ts';

/** Types that answer another packet. Lists show them dimmed. */
const ANSWERS: ReadonlySet<number> = new Set([2, 4, 5, 6, 7, 9, 11, 13]);

export function typeName(packetType: number): string {
  return (PACKET_TYPES[packetType] ?? 'reserved').toUpperCase();
}

export function isAnswer(packetType: number): boolean {
  return ANSWERS.has(packetType);
}

/** True if the first byte may not begin a packet, so the row has no type and no flags. */
export function isNoPacket({ unframed, incomplete, http }: PacketRow): boolean {
  return (unframed === true && incomplete !== true) || http !== undefined;
}

export interface PublishFlags {
  readonly dup: boolean;
  /** 3 is malformed (MQTT-3.3.1-4) and shown unchanged. */
  readonly qos: number;
  readonly retain: boolean;
}

/** The low four bits of a PUBLISH's first byte (3.3.1). */
export function publishFlags(flags: number): PublishFlags {
  return { dup: (flags & 8) !== 0, qos: (flags >> 1) & 3, retain: (flags & 1) !== 0 };
}
