/** Phrases that several findings share. */
import type { SaidCode } from '../../../engine/findings/findings.ts';
import type { PacketType, Sender } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

export const quoted = (text: string): string => `"${text}"`;

export const SIDES: Readonly<Record<Sender, string>> = { client: '客户端', server: 'Broker' };

export const nameOf = (type: PacketType | undefined): string =>
  type === undefined ? '保留类型的报文' : packetName(type);

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
    `${named(packet)}：${what}。`;

export function codeText({ packet, code, version, reason, reference }: SaidCode): string {
  const added = reason === undefined ? '' : `，${quoted(reason)}`;
  const elsewhere = reference === undefined ? '' : `，Server Reference ${quoted(reference)}`;
  return `${reasonCode({ place: packet, code, version })}${added}${elsewhere}`;
}

export const which = ({
  filter,
  place,
}: {
  readonly filter: string | undefined;
  readonly place: number;
}) => (filter === undefined ? `主题过滤器 ${place}` : quoted(filter));
