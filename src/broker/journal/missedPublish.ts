/** A PUBLISH stopped by a fault rule, decoded like in the broker. */
import { decode } from '../../mqtt/codec/decode.ts';
import type { ProtocolVersion, PublishPacket } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import type { Session } from '../core/sessions/session.ts';

export interface PublishersConnection {
  readonly version: ProtocolVersion;
  /** Topics of the client's aliases that reached the broker. */
  readonly aliases: ReadonlyMap<number, string>;
  /** undefined: not accepted. */
  readonly session: Session | undefined;
}

/** Decodes it with its topic; undefined if that is impossible or not wanted. */
export function missedPublish(
  bytes: Uint8Array,
  { version, aliases, session }: PublishersConnection,
): PublishPacket | undefined {
  if (session === undefined) return undefined;
  const decoded = decode(bytes, version, 'client');
  if (!decoded.ok || decoded.packet.type !== 'publish') return undefined;
  const { packet } = decoded;
  if (packet.topic !== '') return packet;
  const alias = propertyValue(packet.properties, 'topicAlias');
  const topic = alias === undefined ? undefined : aliases.get(alias);
  return topic === undefined ? undefined : { ...packet, topic };
}
