import { useFirstText } from '../kit/language/firstText.ts';
import { tabPanelProps } from '../kit/Tabs.tsx';
import { ListAndDetail } from '../pieces/ListAndDetail.tsx';
import { PacketDetailPane } from '../views/packet/PacketDetailPane.tsx';
import { PacketsView } from '../views/packets/PacketsView.tsx';

/** The list above, the chosen packet's fields and bytes below. */
export function PacketsAndDetail({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  return (
    <ListAndDetail
      panel={tabPanelProps('centre', t.packets)}
      list={<PacketsView connectionId={connectionId} />}
      detail={<PacketDetailPane connectionId={connectionId} />}
    />
  );
}
