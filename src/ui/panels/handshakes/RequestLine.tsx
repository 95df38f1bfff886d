import { useState } from 'react';
import type { PacketDetail } from '../../../engine/capture/window.ts';
import { ReplySection } from '../../pieces/pairs/ReplySection.tsx';
import { useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';

/**
 * Replies to the selected request, and a button to reply. The request is loaded once, because it may be
 * large.
 */
export function RequestLine({ connectionId }: { connectionId: string }) {
  const { packet } = useSelection(connectionId);
  const [held, setHeld] = useState<PacketDetail>();
  const have = held !== undefined && held.row.number === packet;
  const reply = useWindowPart(connectionId, 'packet', have ? undefined : packet);
  if (!have && reply && reply.row.number === packet) setHeld(reply);
  return have ? <ReplySection connectionId={connectionId} detail={held} /> : null;
}
