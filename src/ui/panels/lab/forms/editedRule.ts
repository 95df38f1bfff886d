/** Derives a rule from the user's change to a packet. */
import { base64 } from '@scure/base';
import { sameBytes } from '../../../../base/bytes.ts';
import { changePacket } from '../../../../broker/faults/changePacket.ts';
import type { FaultMatch, FaultRule, PacketChange } from '../../../../broker/faults/faultRule.ts';
import type { WaitingPacket } from '../../../../broker/faults/marks.ts';
import { decode } from '../../../../mqtt/codec/decode.ts';

/** Undefined if nothing was changed, or something that rules cannot change. */
export function changeBetween(
  original: Uint8Array,
  edited: Uint8Array,
  { version, direction }: Pick<WaitingPacket, 'version' | 'direction'>,
): PacketChange | undefined {
  const sender = direction === 'from-client' ? 'client' : 'server';
  const was = decode(original, version, sender);
  const is = decode(edited, version, sender);
  if (!was.ok || !is.ok || sameBytes(original, edited)) return undefined;
  const change: PacketChange = {
    ...(was.packet.type === 'publish' && is.packet.type === 'publish'
      ? {
          ...(was.packet.topic !== is.packet.topic && { topic: is.packet.topic }),
          ...(!sameBytes(was.packet.payload, is.packet.payload) && {
            payload: base64.encode(is.packet.payload),
          }),
          ...(was.packet.retain !== is.packet.retain && { retain: is.packet.retain }),
        }
      : {}),
    ...('reasonCode' in was.packet &&
      'reasonCode' in is.packet &&
      is.packet.reasonCode !== undefined &&
      was.packet.reasonCode !== is.packet.reasonCode && { reasonCode: is.packet.reasonCode }),
  };
  const again = changePacket(original, sender, version, change);
  return sameBytes(again, edited) ? change : undefined;
}

/** For packets that stopped for the same reason. `by`: the rule that stopped it. */
export function ruleFor(
  id: string,
  { direction, type, topics }: WaitingPacket,
  by: FaultRule | undefined,
  set: PacketChange,
): FaultRule {
  const [topic] = topics;
  const match: FaultMatch = {
    ...by?.match,
    direction,
    ...(type !== undefined && { packet: [type] }),
    ...(topic !== undefined && { topic }),
  };
  return { id, enabled: true, match, do: { action: 'edit', set } };
}
