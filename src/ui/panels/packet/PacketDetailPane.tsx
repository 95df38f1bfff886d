import { type ReactNode, useSyncExternalStore } from 'react';
import { EmptyState, type Loading, later, loadedLater, useFirstText } from '#kit';
import { useSelection } from '../../session/connection/selection.ts';
import { useCounter } from '../../session/connection/useWindowPart.ts';
import { DetailBox } from './DetailBox.tsx';

interface PaneProps {
  readonly connectionId: string;
}

/**
 * @param shownPacket draws a packet, and selects the first one. It is prefetched, so the user does not wait
 *   for it
 */
export function detailPane(shownPacket: Loading<(props: PaneProps) => ReactNode>) {
  const ShownPacket = later(shownPacket);
  return function Pane({ connectionId }: PaneProps) {
    const t = useFirstText().packets;
    const isSelected = useSelection(connectionId).packet !== undefined;
    const hasPackets = useCounter(connectionId, ({ packets }) => packets > 0) === true;
    const isThere = useSyncExternalStore(shownPacket.subscribe, () => shownPacket.found);
    return (
      <>
        {!isSelected && (
          <DetailBox connectionId={connectionId}>
            {hasPackets && isThere && (
              <EmptyState title={t.noneSelected.title} text={t.noneSelected.text} />
            )}
          </DetailBox>
        )}
        {(isSelected || isThere) && (
          // Remounted when the selection is cleared, so that the previous packet disappears.
          <ShownPacket key={String(isSelected)} connectionId={connectionId} />
        )}
      </>
    );
  };
}

/** The selected packet, or a notice that none is selected. */
export const PacketDetailPane = detailPane(
  loadedLater(async () => (await import('./ShownPacket.tsx')).ShownPacket, { idle: 'first' }),
);
