import { useFirstText } from '../kit/language/firstText.ts';
import { tabPanelProps } from '../kit/Tabs.tsx';
import { NARROW, useMedia } from '../kit/useMedia.ts';
import { ListAndDetail } from '../pieces/ListAndDetail.tsx';
import { useLadder } from '../session/packet/ladderView.ts';
import { useSelection } from '../session/selection.ts';
import { PacketDetailPane } from '../views/packet/PacketDetailPane.tsx';
import { PacketsView } from '../views/packets/PacketsView.tsx';

const LOW = '(max-height: 599.98px)';

/** The list above, the selected packet's fields and bytes below. */
export function PacketsAndDetail({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  // In a single column, the list takes the full height until a packet is selected.
  const isNarrow = useMedia(NARROW);
  const { packet } = useSelection(connectionId);
  const isListAlone = isNarrow && packet === undefined;
  // A low window has no room for both.
  const isLow = useMedia(LOW);
  const { isWhole } = useLadder(connectionId);
  return (
    <ListAndDetail
      panel={tabPanelProps('centre', t.packets)}
      chosen={packet}
      list={<PacketsView connectionId={connectionId} />}
      isAlone={isWhole && (isLow || isNarrow)}
      detail={isListAlone ? undefined : <PacketDetailPane connectionId={connectionId} />}
    />
  );
}
