import { Unplug, Zap } from 'lucide-react';
import { useEffect, useState } from 'react';
import { classes, EmptyState, useText } from '#kit';
import type { PacketRow } from '../../../engine/window/window.ts';
import { Awaited } from '../../pieces/lost.tsx';
import { MarkNote } from '../../pieces/MarkNote.tsx';
import { FaultTags } from '../../pieces/marks/FaultTags.tsx';
import { useRevealed } from '../../session/captures/fileTabs.ts';
import { select, useSelection } from '../../session/connection/selection.ts';
import { DetailBody } from './DetailBody.tsx';
import { DetailBox } from './DetailBox.tsx';
import { DetailHead } from './DetailHead.tsx';
import { useFirstPacket } from './firstPacket.ts';
import { usePacketDetail } from './usePacketDetail.ts';

/** Exchange, payload, fields and bytes of the selected packet. Empty without a selection. */
export function ShownPacket({ connectionId }: { connectionId: string }) {
  const t = useText().detail;
  useFirstPacket(connectionId);
  const [revealed, setRevealed] = useState<number>();
  const { packet, isNewest } = useSelection(connectionId);
  // Returning to a packet hides its secrets again.
  if (revealed !== undefined && packet !== revealed) setRevealed(undefined);
  const isFileRevealed = useRevealed(connectionId);
  const open = isFileRevealed ? 'all' : revealed;
  const shown = usePacketDetail(connectionId, open);
  // The user did not choose it, so another one takes its place.
  const isReleased = shown.kind === 'gone' && isNewest;
  useEffect(() => {
    if (isReleased) select(connectionId, { packet: undefined });
  }, [connectionId, isReleased]);
  switch (shown.kind) {
    case 'none':
      return null;
    case 'asked':
      return <DetailBox connectionId={connectionId} />;
    case 'loading':
      return (
        <DetailBox connectionId={connectionId}>
          <DetailHead connectionId={connectionId} selected={shown.packet} />
          <p className="p-3 text-fg-3">
            <Awaited connectionId={connectionId} text={t.loading} />
          </p>
        </DetailBox>
      );
    case 'gone':
      return (
        <DetailBox connectionId={connectionId}>
          <DetailHead connectionId={connectionId} selected={shown.packet} />
          <EmptyState title={t.gone.title(shown.packet)} text={t.gone.text} />
        </DetailBox>
      );
    case 'there':
      return (
        <DetailBox connectionId={connectionId}>
          <DetailHead
            connectionId={connectionId}
            detail={shown.detail}
            selected={shown.detail.row.number}
            secrets={
              shown.readable.hasSecrets &&
              !isFileRevealed && {
                shown: shown.detail.row.number === revealed,
                onShow: (show) => setRevealed(show ? shown.detail.row.number : undefined),
              }
            }
          />
          <MarkNote connectionId={connectionId} row={shown.detail.row} />
          <Faults row={shown.detail.row} />
          <DetailBody
            key={shown.detail.row.number}
            connectionId={connectionId}
            detail={shown.detail}
            readable={shown.readable}
            revealed={open === 'all' || shown.detail.row.number === open}
          />
        </DetailBox>
      );
  }
}

/** Effect of fault rules and breakpoints on the packet: whether and how it was delivered. */
function Faults({ row }: { row: PacketRow }) {
  const { taps: t, kit } = useText();
  const { faults = [], withheld = false } = row;
  if (faults.length === 0 && !withheld) return null;
  const state = withheld ? t.stopped(faults.at(-1)?.action) : t.passed;
  const Icon = withheld ? Unplug : Zap;
  return (
    <section
      aria-label={t.faults}
      className={classes(
        'flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1',
        withheld && 'bg-warn-bg shadow-[inset_2px_0_var(--warn)]',
      )}
    >
      <Icon size={14} aria-hidden className="shrink-0 text-warn" />
      <b className={classes('font-semibold', withheld && 'text-warn')}>{state.title}</b>
      <span className="text-fg-2">
        {state.text}
        {withheld && `${kit.gap}${t.notCounted}`}
      </span>
      <FaultTags faults={faults} />
    </section>
  );
}
