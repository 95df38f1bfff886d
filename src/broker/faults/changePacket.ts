/** A packet with what a rule changes in it; lengths follow. */
import { base64 } from '@scure/base';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion, PublishPacket, Sender } from '../../mqtt/tables/packet.ts';
import type { PacketChange } from './faultRule.ts';

/** As it was where it cannot be read, or has nothing of what is to change. */
export function changePacket(
  bytes: Uint8Array,
  sender: Sender,
  version: ProtocolVersion,
  change: PacketChange,
): Uint8Array {
  const decoded = decode(bytes, version, sender);
  if (!decoded.ok) return bytes;
  const changed = withChange(decoded.packet, change);
  return changed === undefined ? bytes : encode(changed, version);
}

function withChange(packet: Packet, change: PacketChange): Packet | undefined {
  if (packet.type === 'publish') return changedMessage(packet, change);
  const { reasonCode } = change;
  return 'reasonCode' in packet && reasonCode !== undefined ? { ...packet, reasonCode } : undefined;
}

function changedMessage(
  packet: PublishPacket,
  { topic, payload, retain }: PacketChange,
): PublishPacket | undefined {
  if (topic === undefined && payload === undefined && retain === undefined) return undefined;
  return {
    ...packet,
    ...(topic !== undefined && { topic, properties: withoutUsedAlias(packet) }),
    ...(payload !== undefined && { payload: base64.decode(payload) }),
    ...(retain !== undefined && { retain }),
  };
}

/** One that a packet only names would be set anew by a packet with a topic (3.3.2.3.4). */
function withoutUsedAlias({ topic, properties }: PublishPacket) {
  return topic === '' ? properties.filter(({ name }) => name !== 'topicAlias') : properties;
}
