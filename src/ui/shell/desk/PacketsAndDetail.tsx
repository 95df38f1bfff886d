import { NARROW, tabPanelProps, useFirstText, useMedia } from '#kit';
import { PacketDetailPane } from '../../panels/packet/PacketDetailPane.tsx';
import { PacketsView } from '../../panels/packets/PacketsView.tsx';
import { ListAndDetail } from '../../pieces/lists/ListAndDetail.tsx';
import { useSelection } from '../../session/connection/selection.ts';
import { useLadderAlone } from '../../session/packet/ladderView.ts';

/** The list above, the selected packet's fields and bytes below. */
export function PacketsAndDetail({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  // In a single column, the list takes the full height until a packet is selected.
  const isNarrow = useMedia(NARROW);
  const { packet } = useSelection(connectionId);
  const isListAlone = isNarrow && packet === undefined;
  const isAlone = useLadderAlone(connectionId);
  return (
    <ListAndDetail
      panel={tabPanelProps('centre', t.packets)}
      chosen={packet}
      list={<PacketsView connectionId={connectionId} />}
      isAlone={isAlone}
      detail={isListAlone ? undefined : <PacketDetailPane connectionId={connectionId} />}
    />
  );
}
