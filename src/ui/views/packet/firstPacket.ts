import { useEffect } from 'react';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { NARROW, useMedia } from '../../kit/useMedia.ts';
import { useConnection } from '../../session/connections.ts';
import { perConnection } from '../../session/perConnection.ts';
import { select, selectionOf } from '../../session/selection.ts';

/** Whether something was selected before: whoever deselects it wants it so. */
const wasOffered = perConnection(false);

/** Selects the newest message at first, so that the pane is not empty. The list keeps following. */
export function useFirstPacket(connectionId: string): void {
  const loop = useConnection(connectionId, 'loop')?.loop;
  // In a single column, the list takes the full height until a packet is selected.
  const isNarrow = useMedia(NARROW);
  useEffect(() => {
    if (isNarrow || loop === undefined) return undefined;
    const offer = () => {
      if (wasOffered.of(connectionId)) return;
      const { packet } = selectionOf(connectionId);
      const rows = loop.part('packets')?.rows ?? [];
      const newest = rows.findLast((row) => row.packetType === PUBLISH && row.topic !== undefined);
      if (packet === undefined && newest === undefined) return;
      wasOffered.set(connectionId, true);
      if (packet === undefined && newest !== undefined)
        select(connectionId, { packet: newest.number });
    };
    // The last one may have come already: a broker that retains a few sends nothing more.
    offer();
    return loop.listen(offer);
  }, [connectionId, loop, isNarrow]);
}
