/** Phrases that several findings share. */
import type { SaidCode } from '../../../engine/findings/findings.ts';
import type { PacketType } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

export const quoted = (text: string): string => `"${text}"`;

export const nameOf = (type: PacketType | undefined): string =>
  type === undefined ? 'A packet of a reserved type' : packetName(type);

interface OfIdentified {
  readonly type: PacketType | undefined;
  readonly packetId: number | undefined;
}

export const named = ({ type, packetId }: OfIdentified): string =>
  packetId === undefined ? nameOf(type) : `${nameOf(type)} ${packetId}`;

/** A packet, and its anomaly. */
export const odd =
  (what: string) =>
  (packet: OfIdentified): string =>
    `${named(packet)}: ${what}.`;

export function codeText({ packet, code, version, reason, reference }: SaidCode): string {
  const added = reason === undefined ? '' : `, ${quoted(reason)}`;
  const elsewhere = reference === undefined ? '' : `, server reference ${quoted(reference)}`;
  return `${reasonCode({ place: packet, code, version })}${added}${elsewhere}`;
}

export const which = ({
  filter,
  place,
}: {
  readonly filter: string | undefined;
  readonly place: number;
}) => (filter === undefined ? `topic filter ${place}` : quoted(filter));
