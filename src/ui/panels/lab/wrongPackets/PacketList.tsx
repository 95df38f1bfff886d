import { Play, Square } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId } from 'react';
import { Button, classes, rowForKey, SearchBox, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import { TOPIC } from '../../../../engine/workshop/recipe.ts';
import type { WrongPacket } from '../../../../engine/workshop/wrongPackets.ts';
import type { ProtocolVersion } from '../../../../mqtt/tables/packet.ts';
import { useConnection } from '../../../session/connection/connections.ts';
import { askToConfirm } from '../../../session/dialogs/confirm.ts';
import { useBrokerName, useIsOwnBroker } from '../../../session/faults/touchedBroker.ts';
import { useReadOnly } from '../../../session/readOnly.ts';
import {
  choosePacket,
  setWorkshop,
  stopTrying,
  type Tried,
  tryAll,
  useWorkshop,
  WRITTEN,
} from '../../../session/workshop/workshop.ts';
import { detailOf, matching, nameOf } from './packets.ts';
import { VerdictMark } from './VerdictMark.tsx';

/** Rows that Page Down passes. */
const PAGE = 10;

interface PacketListProps {
  readonly connectionId: string;
  readonly version: ProtocolVersion;
  readonly list: readonly WrongPacket[];
  /** True if the server's announcement is known. */
  readonly isWhole: boolean;
  readonly isBeside: boolean;
  readonly isDevice: boolean;
}

/** Packets to send: the user's own bytes, and each wrong packet with its outcome. */
export function PacketList(props: PacketListProps) {
  const { connectionId, version, list, isWhole, isBeside, isDevice } = props;
  const words = useText();
  const { workshop: t, explain } = words;
  const { chosen, search, tried, running } = useWorkshop(connectionId);
  const shown = matching(list, search, version, explain);
  const ids = useId();
  const at = chosen === WRITTEN ? 0 : shown.findIndex(({ id }) => id === chosen) + 1;
  const isChosen = chosen === WRITTEN || at > 0;
  useEffect(() => {
    if (isChosen) document.getElementById(`${ids}-${at}`)?.scrollIntoView?.({ block: 'nearest' });
  }, [ids, at, isChosen]);
  const choose = (index: number): void => {
    const packet = shown[Math.min(Math.max(index, 0), shown.length) - 1];
    if (packet === undefined) setWorkshop(connectionId, { chosen: WRITTEN });
    else choosePacket(connectionId, packet);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = { start: 1, count: shown.length + 1, page: PAGE };
    const to = rowForKey(event.key, isChosen ? at : undefined, place);
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
  };
  return (
    <div
      className={classes(
        'flex min-h-0 shrink-0 flex-col border-line',
        isBeside ? 'w-[22rem] border-r' : 'h-2/5 border-b',
      )}
    >
      <div className="flex min-h-(--h-tool) shrink-0 items-center gap-2 border-b border-line px-2 py-1">
        <div className="min-w-0 flex-1">
          <SearchBox
            label={t.search}
            clearLabel={t.clearSearch}
            value={search}
            onChange={(text) => setWorkshop(connectionId, { search: text })}
          />
        </div>
        <AllButton {...{ connectionId, isWhole, isDevice }} list={shown} />
      </div>
      <div
        role="listbox"
        aria-label={t.list}
        data-focus="workshop"
        tabIndex={0}
        aria-activedescendant={isChosen ? `${ids}-${at}` : undefined}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const index = optionOf(event.target);
          if (index !== undefined) choose(index);
        }}
        className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
      >
        <Option
          id={`${ids}-0`}
          isChosen={chosen === WRITTEN}
          title={t.written}
          detail={t.writtenDetail}
          name=""
          tried={tried[WRITTEN]}
          isRunning={running.includes(WRITTEN)}
          index={0}
        />
        {shown.map((packet, index) => (
          <Option
            key={packet.id}
            id={`${ids}-${index + 1}`}
            isChosen={packet.id === chosen}
            title={explain.rule(packet.rule)?.title ?? packet.rule}
            detail={detailOf(packet, version, explain)}
            name={nameOf(packet, version)}
            tried={tried[packet.id]}
            isRunning={running.includes(packet.id)}
            index={index + 1}
          />
        ))}
      </div>
      {shown.length === 0 && <p className="px-3 py-2 text-fg-2">{t.noneFound}</p>}
    </div>
  );
}

function optionOf(target: EventTarget): number | undefined {
  if (!(target instanceof Element)) return undefined;
  const index = target.closest('[data-option]')?.getAttribute('data-option');
  return index === null || index === undefined ? undefined : Number(index);
}

interface OptionProps {
  readonly id: string;
  readonly isChosen: boolean;
  readonly title: string;
  readonly detail: string;
  readonly name: string;
  readonly tried: Tried | undefined;
  readonly isRunning: boolean;
  /** Place in the list. */
  readonly index: number;
}

function Option(props: OptionProps) {
  const { id, isChosen, title, detail, name, tried, isRunning, index } = props;
  const t = useText().workshop;
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      data-option={index}
      aria-selected={isChosen}
      className={classes(
        'cursor-default border-b border-line px-3 py-1.5',
        isChosen ? 'bg-sel shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
      )}
    >
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate">{title}</span>
        {isRunning && <span className="text-xs text-fg-2">{t.running}</span>}
        <span className="shrink-0 font-mono text-xs text-fg-3">{name}</span>
        {tried !== undefined && !isRunning && <VerdictMark tried={tried} />}
      </span>
      <span className="block text-xs break-words text-fg-2">{detail}</span>
    </div>
  );
}

interface AllButtonProps {
  readonly connectionId: string;
  readonly list: readonly WrongPacket[];
  readonly isWhole: boolean;
  readonly isDevice: boolean;
}

/** Sends all listed packets, each on its own connection. */
function AllButton({ connectionId, list, isWhole, isDevice }: AllButtonProps) {
  const t = useText().workshop;
  const { all, running } = useWorkshop(connectionId);
  const isReadOnly = useReadOnly(connectionId);
  const isConnected = useConnection(connectionId, 'state')?.state.kind === 'connected';
  const isOwn = useIsOwnBroker(connectionId);
  const broker = useBrokerName(connectionId);
  const go = (): void => void tryAll(connectionId, list);
  const ask = (): void => {
    const { title, text, action } = t.askAll;
    const count = list.length;
    askToConfirm({
      title: title(count, visibleText(broker)),
      text: text(count, TOPIC),
      action: action(count),
      run: go,
    });
  };
  if (all !== undefined) {
    return (
      <Button
        icon={<Square size={12} aria-hidden />}
        keepsFocus
        onClick={() => stopTrying(connectionId)}
      >
        {t.stopAll(all.done, all.of)}
      </Button>
    );
  }
  const isOff =
    isReadOnly || isDevice || !isConnected || !isWhole || list.length === 0 || running.length > 0;
  return (
    <Button
      icon={<Play size={12} aria-hidden />}
      keepsFocus
      disabled={isOff}
      title={t.tryAllTitle}
      onClick={isOwn ? go : ask}
    >
      {isOwn ? t.tryAll : t.askToTryAll}
    </Button>
  );
}
