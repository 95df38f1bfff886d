import { EmptyState } from '../../kit/EmptyState.tsx';
import { loadRuleTexts } from '../../kit/language/language.ts';
import { useText } from '../../kit/language/useText.ts';
import { later } from '../../kit/later.tsx';
import { useSelection } from '../../session/selection.ts';
import { DetailBox } from './DetailBox.tsx';

const ShownPacket = later(async () => {
  const [{ ShownPacket: Shown }] = await Promise.all([
    import('./ShownPacket.tsx'),
    loadRuleTexts(),
  ]);
  return Shown;
});

/** The selected packet, or that none is. */
export function PacketDetailPane({ connectionId }: { connectionId: string }) {
  const t = useText().detail;
  const { packet } = useSelection(connectionId);
  if (packet !== undefined) return <ShownPacket connectionId={connectionId} />;
  return (
    <DetailBox label={t.title}>
      <EmptyState title={t.empty.title} text={t.empty.text} />
    </DetailBox>
  );
}
