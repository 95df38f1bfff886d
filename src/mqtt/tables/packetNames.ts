/** Names from the standard for views; English in every language. */
import { PACKET_TYPES, type PacketType, type ProtocolVersion } from './packet.ts';

/** The name in the standard: `PUBLISH`. */
export function packetName(type: PacketType): string {
  return type.toUpperCase();
}

/** Packet type of a first byte; undefined for the reserved type 0 (15 is AUTH, of MQTT 5). */
export function packetTypeOf(firstByte: number): PacketType | undefined {
  const type = PACKET_TYPES[(firstByte >> 4) & 0x0f];
  return type === 'reserved' ? undefined : type;
}

/** The number in the upper half of the first byte. */
export function packetTypeNumber(type: PacketType): number {
  return PACKET_TYPES.indexOf(type);
}

export function versionName(version: ProtocolVersion): string {
  if (version === 3) return 'MQTT 3.1';
  return version === 4 ? 'MQTT 3.1.1' : 'MQTT 5.0';
}

export function isProtocolVersion(level: number): level is ProtocolVersion {
  return level === 3 || level === 4 || level === 5;
}
