/** The list of wrong packets for a connection, and its filter. */
import { useMemo, useState } from 'react';
import type { Announced } from '../../../../engine/workshop/wrongConversations.ts';
import { type WrongPacket, wrongPackets } from '../../../../engine/workshop/wrongPackets.ts';
import type { Texts } from '../../../../i18n/en/texts.ts';
import { findStatement } from '../../../../mqtt/statements/statements.ts';
import type { PacketType, ProtocolVersion } from '../../../../mqtt/tables/packet.ts';
import { packetName, packetTypeOf } from '../../../../mqtt/tables/packetNames.ts';
import { hasWords } from '../../../kit/page/hasWords.ts';
import { useConnection } from '../../../session/connection/connections.ts';
import { useAnswer } from '../../../session/connection/workerQuestions.ts';
import { clientName } from '../../../session/workshop/workshop.ts';

/** Recreated when the server changes or announces something else. */
export function useWrongPackets(connectionId: string): {
  readonly version: ProtocolVersion;
  readonly list: readonly WrongPacket[];
  /** True if the server's announcement is known. Before MQTT 5 there is none. */
  readonly isWhole: boolean;
} {
  const { settings, state } = useConnection(connectionId, 'settings', 'state') ?? {};
  const isConnected = state?.kind === 'connected';
  const terms = useAnswer(connectionId, isConnected ? { kind: 'trial-terms' } : undefined);
  const [name] = useState(clientName);
  const version = settings?.version ?? 5;
  const announced: Announced | undefined = terms?.announced;
  const list = useMemo(() => wrongPackets(version, name, announced), [version, name, announced]);
  return { version, list, isWhole: version < 5 || announced !== undefined };
}

/** `PUBLISH`. A silent client sends no packet. */
export function nameOf({ bytes }: WrongPacket, version: ProtocolVersion): string {
  const type: PacketType | undefined = packetTypeOf(bytes[0] ?? 0);
  if (bytes.length === 0) return '—';
  if (type === undefined || (type === 'auth' && version < 5)) return `0x${hexByte(bytes[0] ?? 0)}`;
  return packetName(type);
}

const hexByte = (value: number): string => value.toString(16).padStart(2, '0');

/** Description that distinguishes a packet from others of its rule, otherwise the statement. */
export const detailOf = (
  packet: WrongPacket,
  version: ProtocolVersion,
  explain: Texts['explain'],
): string =>
  packet.breach === undefined
    ? statementText(packet, version, explain)
    : explain.breach(packet.breach);

export function statementText(
  { statement }: WrongPacket,
  version: ProtocolVersion,
  explain: Texts['explain'],
): string {
  const found = findStatement(statement, version);
  return found === undefined ? statement : explain.statement(found);
}

export function matching(
  list: readonly WrongPacket[],
  search: string,
  version: ProtocolVersion,
  explain: Texts['explain'],
): readonly WrongPacket[] {
  if (search.trim() === '') return list;
  const isFound = hasWords(search);
  return list.filter((packet) => {
    const title = explain.rule(packet.rule)?.title ?? '';
    return isFound(`${title} ${packet.id} ${packet.statement} ${nameOf(packet, version)}`);
  });
}
