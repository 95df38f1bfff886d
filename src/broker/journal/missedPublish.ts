/** A PUBLISH that a fault rule kept from the broker, as the broker would have read it. */
import { decode } from '../../mqtt/codec/decode.ts';
import type { ProtocolVersion, PublishPacket } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import type { Session } from '../core/sessions/session.ts';

export interface PublishersConnection {
  readonly version: ProtocolVersion;
  /** Topics behind the client's aliases, as far as the broker has heard of them. */
  readonly aliases: ReadonlyMap<number, string>;
  /** undefined: not let in. */
  readonly session: Session | undefined;
}

/** With its topic; undefined where it cannot be read, or was not to be. */
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
