import { useEffect } from 'react';
import { isAnswer } from '../../../engine/capture/packetTypes.ts';
import type { PacketRow } from '../../../engine/capture/window.ts';
import { PINGREQ, PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { NARROW, useMedia } from '../../kit/page/useMedia.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { select, selectionOf, useSelection } from '../../session/connection/selection.ts';
import { filterOf } from '../../session/filter/filters.ts';
import { viewOf } from '../../session/view/tabView.ts';

const isMessage = (row: PacketRow): boolean =>
  row.packetType === PUBLISH && row.topic !== undefined;

/** Neither a ping nor an acknowledgement. */
const beginsExchange = ({ packetType }: PacketRow): boolean =>
  packetType !== PINGREQ && !isAnswer(packetType);

/**
 * Selects the newest message while nothing is selected, so that the pane is not empty. The list keeps following. A file
 * shows its first message. Before any message, the newest other exchange is selected until a message arrives.
 */
export function useFirstPacket(connectionId: string): void {
  const loop = useConnection(connectionId, 'loop')?.loop;
  const isFile = useConnection(connectionId, 'file')?.file !== undefined;
  // In a single column, the list takes the full height until a packet is selected.
  const isNarrow = useMedia(NARROW);
  const { packet, isNewest } = useSelection(connectionId);
  const isSelected = packet !== undefined;
  const isChosen = isSelected && !isNewest;
  useEffect(() => {
    if (isNarrow || isChosen || loop === undefined) return undefined;
    const offer = () => {
      const list = loop.part('packets');
      if (list === undefined) return;
      const { filter = '', first, rows, total, changes } = list;
      // The answer for a new filter is still to come.
      if (filter !== filterOf(connectionId).applied) return;
      const isAtEnd = first + rows.length + (changes?.rows.length ?? 0) >= total;
      const { following } = viewOf(connectionId);
      if (following && !isAtEnd) return;
      const now = selectionOf(connectionId);
      if (now.packet !== undefined) {
        const selected = rows.find(({ number }) => number === now.packet);
        const isReplaced = now.isNewest && (isFile ? first === 0 : following);
        if (!isReplaced || selected === undefined || isMessage(selected)) return;
      }
      const inOrder = isFile ? rows : rows.toReversed();
      const offered = inOrder.find(isMessage) ?? inOrder.find(beginsExchange) ?? inOrder[0];
      if (offered !== undefined && offered.number !== now.packet)
        select(connectionId, { packet: offered.number, isNewest: true });
    };
    // The last one may have come already: a broker that retains a few sends nothing more.
    offer();
    return loop.listen(offer);
  }, [connectionId, loop, isFile, isNarrow, isSelected, isChosen]);
}
