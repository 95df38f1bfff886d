import type { PacketRow } from '../../engine/window.ts';
import { Button } from '../kit/Button.tsx';
import { showPacket } from '../packets/actions.ts';
import { FaultTags } from '../packets/FaultTags.tsx';
import { useText } from '../text/useText.ts';

/** What a fault rule did to the packet. */
export function Faults({ connectionId, row }: { connectionId: string; row: PacketRow }) {
  const { taps: t, detail } = useText();
  const { sentAs, ...shown } = row;
  if (row.faults === undefined && row.withheld !== true) return null;
  return (
    <section
      aria-label={t.faults}
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-warn-bg px-3 py-1"
    >
      <FaultTags row={shown} />
      {row.withheld === true && <span className="text-fg-2">{t.withheldTitle}</span>}
      {sentAs !== undefined && (
        <Button look="quiet" onClick={() => showPacket(connectionId, sentAs)}>
          {t.sentAs}
          {detail.number(sentAs)}
        </Button>
      )}
    </section>
  );
}
