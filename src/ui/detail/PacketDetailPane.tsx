import { ChevronDown, ChevronUp, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PacketDetail } from '../../engine/window.ts';
import { DirectionMark } from '../kit/Direction.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { showPacket } from '../packets/actions.ts';
import { typeName } from '../packets/types.ts';
import { useText } from '../text/useText.ts';
import { copyPacket } from './copyPacket.ts';
import { DetailBody } from './DetailBody.tsx';
import { usePacketDetail } from './usePacketDetail.ts';

/** Fields and bytes of the selected packet. */
export function PacketDetailPane({ connectionId }: { connectionId: string }) {
  const t = useText().detail;
  const shown = usePacketDetail(connectionId);
  switch (shown.kind) {
    case 'none':
      return (
        <Box label={t.title}>
          <EmptyState title={t.empty.title} text={t.empty.text} />
        </Box>
      );
    case 'asked':
      // The head stays, and with it the focus of whoever goes on to the next packet.
      return (
        <Box label={t.title}>
          {shown.before && (
            <Head connectionId={connectionId} detail={shown.before} selected={shown.packet} />
          )}
        </Box>
      );
    case 'loading':
      return (
        <Box label={t.title}>
          <p className="p-3 text-fg-3">{t.loading}</p>
        </Box>
      );
    case 'gone':
      return (
        <Box label={t.title}>
          <EmptyState title={t.gone.title(shown.packet)} text={t.gone.text} />
        </Box>
      );
    case 'there':
      return (
        <Box label={t.title}>
          <Head
            connectionId={connectionId}
            detail={shown.detail}
            selected={shown.detail.row.number}
          />
          <DetailBody
            key={shown.detail.row.number}
            connectionId={connectionId}
            detail={shown.detail}
            nodes={shown.nodes}
          />
        </Box>
      );
  }
}

function Box({ label, children }: { label: string; children?: ReactNode }) {
  return (
    <section aria-label={label} className="flex h-full min-h-0 flex-col bg-pane">
      {children}
    </section>
  );
}

interface HeadProps {
  readonly connectionId: string;
  readonly detail: PacketDetail;
  /** Number of the packet that the buttons go on from. */
  readonly selected: number;
}

function Head({ connectionId, detail, selected }: HeadProps) {
  const t = useText().detail;
  const { row } = detail;
  return (
    <div className="flex h-(--h-ctl) shrink-0 items-center gap-2 border-b border-line bg-bar pr-1 pl-3 whitespace-nowrap">
      <h2 className="font-semibold">{t.number(row.number)}</h2>
      <span>{row.unframed === true ? t.unframed : typeName(row.packetType)}</span>
      <DirectionMark direction={row.direction} />
      <span className="text-fg-2">{t.size(row.size)}</span>
      <span className="flex-1" />
      <IconButton
        small
        label={t.previous}
        keys="K"
        disabled={selected <= 1}
        onClick={() => showPacket(connectionId, selected - 1)}
      >
        <ChevronUp size={14} aria-hidden />
      </IconButton>
      <IconButton
        small
        label={t.next}
        keys="J"
        onClick={() => showPacket(connectionId, selected + 1)}
      >
        <ChevronDown size={14} aria-hidden />
      </IconButton>
      <IconButton small label={t.copyHex} keys="C" onClick={() => void copyPacket(detail)}>
        <Copy size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
