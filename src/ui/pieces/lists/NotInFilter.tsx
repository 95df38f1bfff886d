import { Button, Tag, useText } from '#kit';
import { useCounter, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { clearFilter, useFilter } from '../../session/filter/filters.ts';

/** Notice in the head of a packet's detail that the filter hides the packet from the list. */
export function NotInFilter({
  connectionId,
  packet,
}: {
  readonly connectionId: string;
  readonly packet: number;
}) {
  const t = useText().filtering;
  const { applied } = useFilter(connectionId);
  const progress = useCounter(connectionId, ({ filter }) => filter);
  // The list requests the position of the selected packet; here it is only read.
  const position = useWindowPart(connectionId, 'packetPosition', undefined);
  const isHidden =
    applied !== '' &&
    progress?.text === applied &&
    progress.done &&
    position?.packet === packet &&
    position.position === null;
  if (!isHidden) return null;
  return (
    <>
      <Tag tone="warn">{t.notInFilter}</Tag>
      <Button
        look="action"
        className="h-(--h-small)!"
        title={t.showTitle}
        onClick={() => clearFilter(connectionId)}
      >
        {t.show}
      </Button>
    </>
  );
}
