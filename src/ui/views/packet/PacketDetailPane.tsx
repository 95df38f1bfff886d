import { EmptyState } from '../../kit/EmptyState.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { drawnLater } from '../../kit/later.tsx';
import { fetchedFirst, loadedLater } from '../../kit/loadedLater.ts';
import { useSelection } from '../../session/selection.ts';
import { DetailBox } from './DetailBox.tsx';
import { useFirstPacket } from './firstPacket.ts';

const shownPacket = fetchedFirst(
  loadedLater(async () => (await import('./ShownPacket.tsx')).ShownPacket),
);
const ShownPacket = drawnLater(shownPacket);

/** The selected packet, or that none is. */
export function PacketDetailPane({ connectionId }: { connectionId: string }) {
  const t = useFirstText().packets;
  const { packet } = useSelection(connectionId);
  useFirstPacket(connectionId, shownPacket);
  if (packet !== undefined) return <ShownPacket connectionId={connectionId} />;
  return (
    <DetailBox>
      <EmptyState title={t.noneSelected.title} text={t.noneSelected.text} />
    </DetailBox>
  );
}
