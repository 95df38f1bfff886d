import { useEffect } from 'react';
import { PUBLISH } from '../../../engine/capture/packetTypes.ts';
import { NARROW, useMedia } from '../../kit/useMedia.ts';
import { connectionById } from '../../session/connections.ts';
import { perConnection } from '../../session/perConnection.ts';
import { select, selectionOf } from '../../session/selection.ts';
import { useCounters } from '../../session/useWindowPart.ts';

/** Whether something was selected before: whoever deselects it wants it so. */
const wasOffered = perConnection(false);

/** The newest message is selected at first, so that the pane shows what it is for; the list goes on. */
export function useFirstPacket(connectionId: string): void {
  const messages = useCounters(connectionId)?.messages ?? 0;
  // One column has the list alone until a packet is chosen.
  const isNarrow = useMedia(NARROW);
  useEffect(() => {
    if (wasOffered.of(connectionId) || isNarrow) return;
    const { packet } = selectionOf(connectionId);
    const rows = connectionById(connectionId)?.loop.part('packets')?.rows ?? [];
    const newest = rows.findLast((row) => row.packetType === PUBLISH && row.topic !== undefined);
    if (packet === undefined && newest === undefined) return;
    wasOffered.set(connectionId, true);
    if (packet === undefined && newest !== undefined)
      select(connectionId, { packet: newest.number });
  }, [connectionId, messages, isNarrow]);
}
