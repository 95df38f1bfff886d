import { useEffect } from 'react';
import { PUBLISH } from '../../../mqtt/typeNumbers.ts';
import type { Loading } from '../../kit/language/loading.ts';
import { NARROW, useMedia } from '../../kit/useMedia.ts';
import { connectionById } from '../../session/connections.ts';
import { perConnection } from '../../session/perConnection.ts';
import { select, selectionOf } from '../../session/selection.ts';
import { useCounters } from '../../session/useWindowPart.ts';

/** Whether something was selected before: whoever deselects it wants it so. */
const wasOffered = perConnection(false);

/**
 * The newest message is selected at first, so that the pane shows what it is for; the list goes on.
 * @param shownPacket what shows it: nobody waits for it before it was fetched by itself
 */
export function useFirstPacket(connectionId: string, shownPacket: Loading<unknown>): void {
  const messages = useCounters(connectionId)?.messages ?? 0;
  // One column has the list alone until a packet is chosen.
  const isNarrow = useMedia(NARROW);
  useEffect(() => {
    if (wasOffered.of(connectionId) || isNarrow) return;
    const { packet } = selectionOf(connectionId);
    const rows = connectionById(connectionId)?.loop.part('packets')?.rows ?? [];
    const newest = rows.findLast((row) => row.packetType === PUBLISH && row.topic !== undefined);
    const isReady = newest !== undefined && shownPacket.found !== undefined;
    if (packet === undefined && !isReady) return;
    wasOffered.set(connectionId, true);
    if (packet === undefined && newest !== undefined)
      select(connectionId, { packet: newest.number });
  }, [connectionId, messages, isNarrow, shownPacket]);
}
