import { Eraser, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import {
  Button,
  ChooseRow,
  HEAD_HEIGHT,
  ROW_HEIGHT,
  rowTime,
  TopicName,
  useListLayout,
  useRows,
  useText,
} from '#kit';
import { visibleName, visibleText } from '../../../base/visibleText.ts';
import type {
  AnnouncedReply,
  AnnouncedRow,
  AnnouncedShow,
} from '../../../engine/devices/deviceRows.ts';
import { type ListColumns, ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { NoneFound } from '../../pieces/lists/NoneFound.tsx';
import { askWindow } from '../../session/connection/askWindow.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { subscribedFilters } from '../../session/connection/heardFilters.ts';
import { select } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { askToClear } from '../../session/retained/asked.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { DeviceBar } from './DeviceBar.tsx';
import { setDevicesPlace, useDevicesPlace } from './place.ts';

type Column = 'chosen' | 'topic' | 'device' | 'behind' | 'time';

const SHOWS: readonly AnnouncedShow[] = ['all', 'silent', 'orphan'];
/** Topics that are cleared at once. */
const MOST_CHOSEN = 5000;
const COLUMNS: ListColumns<Column> = {
  wide: {
    shown: ['chosen', 'topic', 'device', 'behind', 'time'],
    grid: 'grid-cols-[32px_minmax(0,1.4fr)_minmax(0,0.8fr)_minmax(0,1.2fr)_112px]',
  },
  tight: {
    shown: ['chosen', 'topic', 'device', 'behind'],
    grid: 'grid-cols-[32px_minmax(0,1.2fr)_minmax(0,0.7fr)_minmax(0,1fr)]',
  },
  phone: {
    shown: ['chosen', 'topic', 'behind'],
    grid: 'grid-cols-[32px_minmax(0,1fr)_minmax(0,0.8fr)]',
  },
};
const RIGHT: ReadonlySet<Column> = new Set(['time']);

interface AnnouncedListProps {
  readonly connectionId: string;
  /** ms since 1970. */
  readonly origin: number;
}

/** Retained announcements of devices, whether the device exists, and the way to clear them. */
export function AnnouncedList({ connectionId, origin }: AnnouncedListProps) {
  const words = useText().devices;
  const t = words.announced;
  const layout = useListLayout();
  const { announcedShow: show, announcedSearch: search } = useDevicesPlace(connectionId);
  const [selected, setSelected] = useState<string>();
  const connection = useConnection(connectionId, 'loop', 'state', 'subscriptions');
  const heard = subscribedFilters(connection);
  const held = connection?.loop.part('announced');
  const part = held?.show === show && held.search === search ? held : undefined;
  const rows = useRows({
    count: part?.total ?? 0,
    of: `${show} ${search}`,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  const wanted = { first: rows.from, count: Math.max(rows.to - rows.from, 40) };
  useWindowPart(connectionId, 'announced', { ...wanted, show, search, heard });
  const choice = useChoice(connectionId, heard, held?.counts.all);
  const set = (change: Parameters<typeof setDevicesPlace>[1]) =>
    setDevicesPlace(connectionId, change);
  return (
    <>
      <Bar connectionId={connectionId} counts={held?.counts} choice={choice} />
      <ListGrid
        name={t.title}
        focus="devices"
        layout={layout}
        columns={COLUMNS}
        heads={{ ...t.columns, chosen: '' }}
        spoken={{ chosen: t.columns.chosen }}
        right={RIGHT}
        list={{ ...rows, part }}
        keyOf={({ topic }) => topic}
        selected={selected}
        onSelect={({ topic }) => setSelected(topic)}
        onOpen={({ topic }) => {
          select(connectionId, { topic });
          showPanel(connectionId, 'topic');
        }}
        onKey={(event) => {
          if (event.key !== ' ' || event.target !== event.currentTarget) return;
          event.preventDefault();
          if (selected !== undefined) choice.toggle(selected);
        }}
        cell={(row, column) => (
          <Cell
            row={row}
            column={column}
            origin={origin}
            isChosen={choice.topics.has(row.topic)}
            onChoose={() => choice.toggle(row.topic)}
          />
        )}
        empty={
          part !== undefined && (
            <NoneFound
              title={t.none}
              onClear={() => set({ announcedShow: 'all', announcedSearch: '' })}
            />
          )
        }
      />
    </>
  );
}

interface BarProps {
  readonly connectionId: string;
  readonly counts: AnnouncedReply['counts'] | undefined;
  readonly choice: Choice;
}

function Bar({ connectionId, counts, choice }: BarProps) {
  const { devices, retained } = useText();
  const t = devices.announced;
  const { announcedShow: show, announcedSearch: search } = useDevicesPlace(connectionId);
  const isReadOnly = useReadOnly(connectionId);
  const isConnected = useConnection(connectionId, 'state')?.state.kind === 'connected';
  const topics = [...choice.topics];
  const why = isReadOnly ? retained.readOnly : isConnected ? undefined : retained.notConnected;
  return (
    <DeviceBar
      connectionId={connectionId}
      words={t}
      shows={SHOWS}
      show={show}
      search={search}
      counts={counts}
      onShow={(value) => setDevicesPlace(connectionId, { announcedShow: value })}
      onSearch={(text) => setDevicesPlace(connectionId, { announcedSearch: text })}
    >
      <div className="flex flex-wrap gap-2">
        <Button disabled={(counts?.orphan ?? 0) === 0} onClick={choice.takeOrphans}>
          {t.chooseOrphans}
        </Button>
        <Button
          look="danger"
          icon={<Eraser size={14} aria-hidden />}
          disabled={why !== undefined || topics.length === 0}
          {...(why !== undefined && { title: why })}
          onClick={() => askToClear({ connectionId, path: '', isBelow: true, topics })}
        >
          {t.clearChosen(topics.length)}
        </Button>
      </div>
    </DeviceBar>
  );
}

interface CellProps {
  readonly row: AnnouncedRow;
  readonly column: Column;
  readonly origin: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Cell({ row, column, origin, isChosen, onChoose }: CellProps) {
  const t = useText().devices.announced;
  switch (column) {
    case 'chosen':
      return (
        <ChooseRow
          label={t.choose(visibleName(row.topic))}
          isChosen={isChosen}
          onChoose={onChoose}
        />
      );
    case 'topic':
      return <TopicName topic={row.topic} />;
    case 'device':
      return <bdi className="font-sans">{visibleText(row.deviceName ?? row.device)}</bdi>;
    case 'behind':
      return <Behind row={row} />;
    case 'time':
      return rowTime(origin, row.time);
  }
}

/** Whether the announced topics are used. */
function Behind({ row: { isOrphan, silent, topics, isHeard } }: { row: AnnouncedRow }) {
  const t = useText().devices.announced;
  const [first] = silent;
  if (isOrphan || first !== undefined)
    return (
      <span
        className="flex min-w-0 items-center gap-1 font-sans text-warn"
        title={silent.map(visibleName).join('\n')}
      >
        <TriangleAlert size={12} aria-hidden className="shrink-0" />
        {isOrphan || first === undefined ? (
          <span className="truncate">{t.orphan}</span>
        ) : (
          <>
            <span className="shrink-0">{t.silentOn}</span>
            <TopicName topic={first} className="min-w-0" />
          </>
        )}
      </span>
    );
  const words = topics === 0 ? t.namesNone : isHeard ? t.speaks : t.unknown;
  return <span className="font-sans text-fg-3">{words}</span>;
}

interface Choice {
  readonly topics: ReadonlySet<string>;
  readonly toggle: (topic: string) => void;
  /** Chooses all orphans. */
  readonly takeOrphans: () => void;
}

/** @param known number of known announcements; removed ones are no longer chosen */
function useChoice(
  connectionId: string,
  heard: readonly string[] | undefined,
  known: number | undefined,
): Choice {
  const [topics, setTopics] = useState<ReadonlySet<string>>(new Set());
  const hasSome = topics.size > 0;
  useEffect(() => {
    // A longer list is not loaded whole. Removed entries are skipped when clearing.
    if (!hasSome || known === undefined || known > MOST_CHOSEN) return;
    let isWanted = true;
    void topicsOf(connectionId, 'all', undefined).then((there) => {
      if (isWanted) setTopics((chosen) => new Set([...chosen].filter((one) => there.has(one))));
    });
    return () => {
      isWanted = false;
    };
  }, [connectionId, known, hasSome]);
  return {
    topics,
    toggle: (topic) => {
      const others = new Set(topics);
      if (!others.delete(topic) && others.size < MOST_CHOSEN) others.add(topic);
      setTopics(others);
    },
    takeOrphans: () => void topicsOf(connectionId, 'orphan', heard).then(setTopics),
  };
}

async function topicsOf(
  connectionId: string,
  show: AnnouncedShow,
  heard: readonly string[] | undefined,
): Promise<ReadonlySet<string>> {
  const announced = { first: 0, count: MOST_CHOSEN, show, search: '', heard };
  const reply = await askWindow(connectionId, { announced });
  return new Set(reply?.announced?.rows.map(({ topic }) => topic));
}
