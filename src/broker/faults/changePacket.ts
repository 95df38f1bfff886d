/** Applies a rule's changes to a packet and adjusts its lengths. */
import { base64 } from '@scure/base';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion, PublishPacket, Sender } from '../../mqtt/tables/packet.ts';
import type { PacketChange } from './faultRule.ts';

/** Returns the packet unchanged if it cannot be parsed or has nothing to change. */
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

/** A packet with a topic would redefine an alias that it only uses (3.3.2.3.4). */
function withoutUsedAlias({ topic, properties }: PublishPacket) {
  return topic === '' ? properties.filter(({ name }) => name !== 'topicAlias') : properties;
}
