import { useMemo } from 'react';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { useBase } from '../../session/packet/compareWith.ts';

/** The packet with its changes since the message that was chosen, if one was. */
export function useCompared(connectionId: string, detail: PacketDetail): PacketDetail {
  const { packet: base } = useBase(connectionId);
  const { number } = detail.row;
  const isWanted = base !== undefined && base !== number && detail.before !== undefined;
  const reply = useWindowPart(
    connectionId,
    'comparison',
    isWanted ? { packet: number, base } : undefined,
  );
  const before = isWanted && reply?.packet === number ? (reply.before ?? undefined) : undefined;
  return useMemo(() => (before === undefined ? detail : { ...detail, before }), [detail, before]);
}
