import {
  ChevronLeft,
  ChevronRight,
  Copy,
  Ellipsis,
  Eye,
  EyeOff,
  KeyRound,
  Send,
} from 'lucide-react';
import { useMemo } from 'react';
import {
  Button,
  DirectionMark,
  IconButton,
  Menu,
  MenuButton,
  nameEnd,
  PHONE,
  Tag,
  useMedia,
  useText,
  VisibleText,
} from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import { isNoPacket, publishFlags, typeName } from '../../../engine/window/packetTypes.ts';
import type { PacketDetail, PacketRow } from '../../../engine/window/window.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { copyGroups } from '../../pieces/copies/copyActions.ts';
import { NotInFilter } from '../../pieces/lists/NotInFilter.tsx';
import { TopicMeaning } from '../../pieces/marks/TopicMeaning.tsx';
import { PacketMenu } from '../../pieces/packetMenu/PacketMenu.tsx';
import { useTopicMeaning } from '../../session/alink/useTopicMeaning.ts';
import { useCopied } from '../../session/packet/shownPacket.ts';
import { publishAgain, stepOnTopic } from '../../session/packet/topicSteps.ts';
import { deviceConnect, verifyConnect } from '../../session/signIn/verifyConnect.ts';
import { ExchangeInfo } from './ExchangeInfo.tsx';

interface Secrets {
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}

interface HeadProps {
  readonly connectionId: string;
  /** undefined: nothing is known of the packet. */
  readonly detail?: PacketDetail;
  /** Number of the packet that the buttons move from. */
  readonly selected: number;
  readonly secrets?: Secrets | false;
}

/** Title of the packet's exchange. It stays from packet to packet, and with it the focus. */
export function DetailHead({ connectionId, detail, selected, secrets = false }: HeadProps) {
  const t = useText().detail;
  const copies = useText().copies;
  const copied = useCopied((state) => state.text);
  // Without a topic, the buttons step in the list.
  const isAlone = detail !== undefined && detail.row.topic === undefined;
  return (
    <div className="flex min-h-12 shrink-0 items-center gap-x-3 border-b border-line bg-bar px-3 whitespace-nowrap max-lg:flex-wrap max-lg:py-1">
      {detail && <Title detail={detail} />}
      {detail && <About connectionId={connectionId} detail={detail} selected={selected} />}
      {/* The ladder has the number, too. */}
      <h2 className="text-xs text-fg-3 max-[1599.98px]:sr-only">
        {t.number(detail?.row.number ?? selected)}
      </h2>
      <span aria-hidden="true" className="min-w-0 flex-1 truncate text-right text-xs text-fg-2">
        {copied}
      </span>
      <span className="flex items-center gap-1.5 max-lg:min-w-0 max-lg:flex-wrap lg:shrink-0">
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
        {detail && <Tools connectionId={connectionId} detail={detail} />}
        <span className="flex shrink-0 gap-1.5">
          <IconButton
            small
            label={isAlone ? t.previous : t.neighbours.before}
            keys="<"
            onClick={() => stepOnTopic(connectionId, -1)}
          >
            <ChevronLeft size={14} aria-hidden />
          </IconButton>
          <IconButton
            small
            label={isAlone ? t.next : t.neighbours.after}
            keys=">"
            onClick={() => stepOnTopic(connectionId, 1)}
          >
            <ChevronRight size={14} aria-hidden />
          </IconButton>
        </span>
      </span>
    </div>
  );
}

function kindOf(row: PacketRow, t: Texts['detail']): string {
  if (row.http !== undefined) return 'HTTP';
  return isNoPacket(row) ? t.unframed : typeName(row.packetType);
}

/** The topic of the exchange, with its last level in bold; without one, the type of the packet. */
function Title({ detail: { row, exchange } }: { detail: PacketDetail }) {
  const t = useText().detail;
  const topic = row.topic ?? (exchange?.row.kind === 'publish' ? exchange.row.topic : undefined);
  const kind = kindOf(row, t);
  if (topic === undefined || topic === '')
    return <span className="text-lg font-semibold">{kind}</span>;
  const shown = visibleName(nameEnd(topic));
  const cut = shown.lastIndexOf('/') + 1;
  return (
    <>
      <span
        className="cut-start block min-w-0 max-w-1/2 text-lg max-sm:max-w-full"
        title={visibleName(topic)}
      >
        <bdi className="whitespace-pre">
          <span className="text-fg-2">
            <VisibleText text={shown.slice(0, cut)} />
          </span>
          <b className="font-semibold">
            <VisibleText text={shown.slice(cut)} />
          </b>
        </bdi>
      </span>
      <span className={row.packetType === PUBLISH ? 'sr-only' : 'font-semibold'}>{kind}</span>
    </>
  );
}

interface PartProps {
  readonly connectionId: string;
  readonly detail: PacketDetail;
}

function About({ connectionId, detail, selected }: PartProps & { readonly selected: number }) {
  const copies = useText().copies;
  const { row, exchange } = detail;
  const meaning = useTopicMeaning(row.topic);
  const isMessage = row.packetType === PUBLISH && row.unframed !== true;
  return (
    <>
      <DirectionMark direction={exchange?.row.direction ?? row.direction} />
      {isMessage && <Tag>{`QoS ${publishFlags(row.flags).qos}`}</Tag>}
      {meaning !== undefined && <TopicMeaning meaning={meaning} className="max-lg:hidden" />}
      {exchange !== undefined && (
        <ExchangeInfo
          key={row.number}
          connectionId={connectionId}
          packet={row.number}
          exchange={exchange}
        />
      )}
      <NotInFilter connectionId={connectionId} packet={selected} />
      {row.masked === true && <Tag title={copies.overwrittenTitle}>{copies.overwritten}</Tag>}
    </>
  );
}

function Tools({ connectionId, detail }: PartProps) {
  const { copies, detail: t, filtering } = useText();
  const { row } = detail;
  const isPhone = useMedia(PHONE);
  const isMessage = row.packetType === PUBLISH && detail.payload !== undefined;
  return (
    <>
      <VerifySignInButton connectionId={connectionId} detail={detail} />
      {isMessage && (
        <Button
          keys="E"
          icon={isPhone && <Send size={14} aria-hidden />}
          onClick={() => void publishAgain(connectionId, row.number)}
        >
          <span className={isPhone ? 'sr-only' : undefined}>{t.again.action}</span>
        </Button>
      )}
      {!isPhone && (
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
      )}
      <MenuButton
        label={filtering.cell.menu(row.number)}
        icon={<Ellipsis size={14} aria-hidden />}
        menu={(place, onClose) => (
          <PacketMenu connectionId={connectionId} row={row} place={place} onClose={onClose} />
        )}
      />
    </>
  );
}

/** Opens the sign-in debugger with the credentials of a device's CONNECT. */
function VerifySignInButton(props: { connectionId: string; detail: PacketDetail }) {
  const { connectionId, detail } = props;
  const t = useText().signIn;
  const isDevice = useMemo(() => deviceConnect(detail) !== undefined, [detail]);
  if (!isDevice) return null;
  return (
    <Button
      look="quiet"
      className="h-(--h-small)"
      label={t.verifyAction}
      icon={<KeyRound size={14} aria-hidden />}
      onClick={() => verifyConnect(connectionId, detail)}
    >
      <span className="max-lg:hidden">{t.verifyAction}</span>
    </Button>
  );
}
