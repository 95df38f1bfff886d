import { ChevronDown, ChevronUp, Copy, Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { typeName } from '../../../engine/capture/packetTypes.ts';
import type { PacketDetail, PacketRow } from '../../../engine/capture/window.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { DirectionMark } from '../../kit/Direction.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import { useText } from '../../kit/language/useText.ts';
import { Menu } from '../../kit/Menu.tsx';
import { MenuButton } from '../../kit/MenuButton.tsx';
import { Tag } from '../../kit/Tag.tsx';
import { BothEndsButton } from '../../pieces/BothEndsButton.tsx';
import { MarkNote, PacketTools } from '../../pieces/MarkTools.tsx';
import { NotInFilter } from '../../pieces/NotInFilter.tsx';
import { TopicMeaning } from '../../pieces/TopicMeaning.tsx';
import { useCopied } from '../../session/packet/shownPacket.ts';
import { stepPacket } from '../../session/packets/actions.ts';
import { useSelection } from '../../session/selection.ts';
import { copyGroups } from './copyActions.ts';
import { DetailBody } from './DetailBody.tsx';
import { DetailBox } from './DetailBox.tsx';
import { ExchangeInfo } from './ExchangeInfo.tsx';
import { Faults } from './Faults.tsx';
import { useFirstPacket } from './firstPacket.ts';
import { usePacketDetail } from './usePacketDetail.ts';
import { VerifySignInButton } from './VerifySignInButton.tsx';

/** Fields and bytes of the selected packet. Empty without a selection. */
export function ShownPacket({ connectionId }: { connectionId: string }) {
  const t = useText().detail;
  useFirstPacket(connectionId);
  const [revealed, setRevealed] = useState<number>();
  const { packet } = useSelection(connectionId);
  // Returning to a packet hides its secrets again.
  if (revealed !== undefined && packet !== revealed) setRevealed(undefined);
  const shown = usePacketDetail(connectionId, revealed);
  switch (shown.kind) {
    case 'none':
      return null;
    case 'asked':
      return (
        <DetailBox>
          {shown.before && (
            <Head connectionId={connectionId} detail={shown.before} selected={shown.packet} />
          )}
        </DetailBox>
      );
    case 'loading':
      return (
        <DetailBox>
          <Head connectionId={connectionId} selected={shown.packet} />
          <p className="p-3 text-fg-3">{t.loading}</p>
        </DetailBox>
      );
    case 'gone':
      return (
        <DetailBox>
          <Head connectionId={connectionId} selected={shown.packet} />
          <EmptyState title={t.gone.title(shown.packet)} text={t.gone.text} />
        </DetailBox>
      );
    case 'there':
      return (
        <DetailBox>
          <Head
            connectionId={connectionId}
            detail={shown.detail}
            selected={shown.detail.row.number}
            secrets={
              shown.readable.hasSecrets && {
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
            revealed={shown.detail.row.number === revealed}
          />
        </DetailBox>
      );
  }
}

function kindOf(row: PacketRow, t: Texts['detail']): string {
  if (row.http !== undefined) return 'HTTP';
  if (row.unframed === true) return t.unframed;
  return row.lost === true ? t.lost : typeName(row.packetType);
}

interface HeadProps {
  readonly connectionId: string;
  /** undefined: nothing is known of the packet. */
  readonly detail?: PacketDetail;
  /** Number of the packet that the buttons go on from. */
  readonly selected: number;
  readonly secrets?: { readonly shown: boolean; readonly onShow: (shown: boolean) => void } | false;
}

/** It stays from packet to packet, whatever is known of them, and with it the focus of whoever goes on. */
function Head({ connectionId, detail, selected, secrets = false }: HeadProps) {
  const t = useText().detail;
  const copies = useText().copies;
  const copied = useCopied((state) => state.text);
  return (
    <div className="flex min-h-(--h-ctl) shrink-0 items-center gap-2 border-b border-line bg-bar pr-1 pl-3 whitespace-nowrap max-sm:flex-wrap max-sm:gap-y-0 max-sm:pt-1">
      <h2 className="font-semibold">{t.number(detail?.row.number ?? selected)}</h2>
      {detail && <About connectionId={connectionId} detail={detail} selected={selected} />}
      <span aria-hidden="true" className="min-w-0 flex-1 truncate text-right text-xs text-fg-2">
        {copied}
      </span>
      <span className="flex items-center gap-2 max-sm:w-full max-sm:justify-between">
        {secrets !== false && (
          <IconButton
            small
            label={copies.showSecrets}
            pressed={secrets.shown}
            onClick={() => secrets.onShow(!secrets.shown)}
          >
            {secrets.shown ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
          </IconButton>
        )}
        <IconButton
          small
          label={t.previous}
          keys="K"
          onClick={() => stepPacket(connectionId, selected, -1)}
        >
          <ChevronUp size={14} aria-hidden />
        </IconButton>
        <IconButton
          small
          label={t.next}
          keys="J"
          onClick={() => stepPacket(connectionId, selected, 1)}
        >
          <ChevronDown size={14} aria-hidden />
        </IconButton>
        {detail && <Actions connectionId={connectionId} detail={detail} />}
      </span>
    </div>
  );
}

interface PartProps {
  readonly connectionId: string;
  readonly detail: PacketDetail;
}

function About({ connectionId, detail, selected }: PartProps & { readonly selected: number }) {
  const t = useText().detail;
  const copies = useText().copies;
  const { row } = detail;
  return (
    <>
      <span>{kindOf(row, t)}</span>
      <DirectionMark direction={row.direction} />
      <span className="text-fg-2">{t.size(row.size)}</span>
      {row.topic !== undefined && <TopicMeaning topic={row.topic} className="max-md:hidden" />}
      {detail.exchange !== undefined && (
        <ExchangeInfo
          key={row.number}
          connectionId={connectionId}
          packet={row.number}
          exchange={detail.exchange}
        />
      )}
      <NotInFilter connectionId={connectionId} packet={selected} />
      {row.masked === true && <Tag title={copies.overwrittenTitle}>{copies.overwritten}</Tag>}
    </>
  );
}

function Actions({ connectionId, detail }: PartProps) {
  const copies = useText().copies;
  return (
    <>
      <BothEndsButton connectionId={connectionId} row={detail.row} />
      <VerifySignInButton connectionId={connectionId} detail={detail} />
      <PacketTools connectionId={connectionId} detail={detail} />
      <MenuButton
        label={copies.menu}
        icon={<Copy size={14} aria-hidden />}
        opens
        menu={(place, onClose) => (
          <Menu
            label={copies.menu}
            groups={copyGroups(connectionId)}
            place={place}
            onClose={onClose}
          />
        )}
      />
    </>
  );
}
