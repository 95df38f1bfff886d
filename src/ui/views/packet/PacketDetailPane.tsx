import { EmptyState } from '../../kit/EmptyState.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { later } from '../../kit/later.tsx';
import { useSelection } from '../../session/selection.ts';
import { DetailBox } from './DetailBox.tsx';
import { useFirstPacket } from './firstPacket.ts';

const ShownPacket = later(async () => (await import('./ShownPacket.tsx')).ShownPacket);

/** The selected packet, or that none is. */
export function PacketDetailPane({ connectionId }: { connectionId: string }) {
  const t = useFirstText().packets;
  const { packet } = useSelection(connectionId);
  useFirstPacket(connectionId);
  if (packet !== undefined) return <ShownPacket connectionId={connectionId} />;
  return (
    <DetailBox>
      <EmptyState title={t.noneSelected.title} text={t.noneSelected.text} />
    </DetailBox>
  );
}
