import { useEffect } from 'react';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { NARROW, useMedia } from '../../kit/page/useMedia.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { select, selectionOf, useSelection } from '../../session/connection/selection.ts';
import { filterOf } from '../../session/filter/filters.ts';
import { viewOf } from '../../session/view/tabView.ts';

/**
 * Selects the newest message, of a filtered list the newest row, while nothing is selected, so that the pane is not
 * empty. The list keeps following. A file shows its first message.
 */
export function useFirstPacket(connectionId: string): void {
  const loop = useConnection(connectionId, 'loop')?.loop;
  const isFile = useConnection(connectionId, 'file')?.file !== undefined;
  // In a single column, the list takes the full height until a packet is selected.
  const isNarrow = useMedia(NARROW);
  const isSelected = useSelection(connectionId).packet !== undefined;
  useEffect(() => {
    if (isNarrow || isSelected || loop === undefined) return undefined;
    const offer = () => {
      const list = loop.part('packets');
      if (list === undefined || selectionOf(connectionId).packet !== undefined) return;
      const { filter = '', first, rows, total, changes } = list;
      // The answer for a new filter is still to come.
      if (filter !== filterOf(connectionId).applied) return;
      const isAtEnd = first + rows.length + (changes?.rows.length ?? 0) >= total;
      if (viewOf(connectionId).following && !isAtEnd) return;
      const inOrder = isFile ? rows : rows.toReversed();
      const offered =
        inOrder.find((row) => row.packetType === PUBLISH && row.topic !== undefined) ??
        (filter === '' ? undefined : inOrder[0]);
      if (offered !== undefined) select(connectionId, { packet: offered.number, isNewest: true });
    };
    // The last one may have come already: a broker that retains a few sends nothing more.
    offer();
    return loop.listen(offer);
  }, [connectionId, loop, isFile, isNarrow, isSelected]);
}
