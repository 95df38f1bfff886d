import { type ReactNode, useState } from 'react';
import { nameStart, Segments, TopicName, useListLayout, useOrder, useText } from '#kit';
import { visibleName, visibleText } from '../../../../base/visibleText.ts';
import type {
  TrafficBy,
  TrafficOrder,
  TrafficReply,
  TrafficRow,
} from '../../../../engine/capture/traffic.ts';
import type { Direction } from '../../../../engine/log/columns/direction.ts';
import { grouped, bytes as sizeText } from '../../../../i18n/numbers.ts';
import { type ListColumns, ListGrid } from '../../../pieces/lists/ListGrid.tsx';
import { select } from '../../../session/connection/selection.ts';
import { useAskedList } from './useAskedList.ts';

/** ms between refreshes; counting all packets takes longer. */
const EVERY = 1500;
const SELDOM = 5000;

type Back = '10' | '60' | '600' | 'all';
type Column = 'key' | 'messages' | 'rate' | 'bytes' | 'byteRate' | 'gap';

const BYS: readonly TrafficBy[] = ['topic', 'level', 'client'];
const DIRECTIONS: readonly Direction[] = ['in', 'out'];
const BACKS: readonly Back[] = ['10', '60', '600', 'all'];
const RIGHT: ReadonlySet<Column> = new Set(['messages', 'rate', 'bytes', 'byteRate', 'gap']);
const COLUMNS: ListColumns<Column> = {
  wide: {
    shown: ['key', 'messages', 'rate', 'bytes', 'byteRate', 'gap'],
    grid: 'grid-cols-[minmax(0,1fr)_84px_76px_96px_104px_96px]',
  },
  tight: {
    shown: ['key', 'messages', 'rate', 'bytes', 'gap'],
    grid: 'grid-cols-[minmax(0,1fr)_72px_68px_84px_84px]',
  },
  phone: {
    shown: ['key', 'messages', 'bytes'],
    grid: 'grid-cols-[minmax(0,1fr)_72px_84px]',
  },
};
const ORDERS = {
  columns: COLUMNS.wide.shown,
  orders: { key: 'name', messages: 'messages', bytes: 'bytes', gap: 'gap' },
  fromLargest: new Set<TrafficOrder>(['messages', 'bytes', 'gap']),
} as const;

interface TrafficPanelProps {
  readonly connectionId: string;
  /** undefined: all topics. */
  readonly path: string | undefined;
  /** Shown in the head of the panel. */
  readonly tabs: ReactNode;
}

/** Traffic at a level and below it by topic, level or client, and its course over time. */
export function TrafficPanel({ connectionId, path, tabs }: TrafficPanelProps) {
  const t = useText().topic.traffic;
  const layout = useListLayout();
  const [by, setBy] = useState<TrafficBy>('topic');
  const [direction, setDirection] = useState<Direction>('in');
  const [back, setBack] = useState<Back>('60');
  const { order, isReversed, sorting } = useOrder<Column, TrafficOrder>(ORDERS, 'messages');
  const [key, setKey] = useState<string>();
  const list = useAskedList(connectionId, {
    layout,
    of: JSON.stringify([path ?? null, by, direction, back, order, isReversed]),
    everyMs: back === 'all' ? SELDOM : EVERY,
    question: (range) => ({
      kind: 'traffic',
      request: {
        path,
        by,
        direction,
        seconds: back === 'all' ? undefined : Number(back),
        order,
        isReversed,
        key,
        ...range,
      },
    }),
  });
  const { part } = list;
  const seconds = part === undefined ? 0 : Math.max(1, (part.to - part.from) / 1_000_000);
  const named = by === 'client' ? visibleText : visibleName;
  return (
    <>
      <div className="flex h-(--h-tabs) shrink-0 items-center gap-x-2 border-b border-line bg-bar pr-2 whitespace-nowrap">
        {tabs}
        <span className="min-w-0 truncate text-fg-2 first:pl-3">
          {part !== undefined && t.sum(part.messages, part.bytes, seconds)}
        </span>
      </div>
      <div className="flex shrink-0 flex-wrap gap-2 border-b border-line px-3 py-2">
        <Segments
          label={t.by}
          value={by}
          options={BYS.map((value) => ({ value, label: t.bys[value] }))}
          onChange={(chosen) => {
            setBy(chosen);
            setKey(undefined);
          }}
        />
        <Segments
          label={t.direction}
          value={direction}
          options={DIRECTIONS.map((value) => ({ value, label: t.directions[value] }))}
          onChange={setDirection}
        />
        <Segments
          label={t.back}
          value={back}
          options={BACKS.map((value) => ({ value, label: t.backs[value] }))}
          onChange={setBack}
        />
      </div>
      {part !== undefined && part.messages > 0 && (
        <Intervals part={part} of={key === undefined ? t.ofAll : named(key)} />
      )}
      <ListGrid
        name={t.title}
        focus="topic-traffic"
        layout={layout}
        columns={COLUMNS}
        heads={{ ...t.columns, key: t.bys[by] }}
        right={RIGHT}
        sorting={sorting}
        list={list}
        keyOf={(row) => row.key}
        selected={key}
        onSelect={(row) => setKey(row.key)}
        onOpen={(row) => {
          if (by !== 'client') select(connectionId, { topic: row.key });
        }}
        cell={(row, column) => <Cell row={row} column={column} by={by} seconds={seconds} />}
        empty={<p className="p-3 text-fg-3">{part !== undefined && t.none}</p>}
      />
      {part?.isCut === true && (
        <p className="shrink-0 border-t border-line px-3 py-1 text-xs text-fg-2">{t.cut}</p>
      )}
    </>
  );
}

interface CellProps {
  readonly row: TrafficRow;
  readonly column: Column;
  readonly by: TrafficBy;
  readonly seconds: number;
}

function Cell({ row, column, by, seconds }: CellProps) {
  const { topic, topics } = useText();
  switch (column) {
    case 'key':
      return by === 'client' ? (
        <bdi className="block truncate">{visibleText(nameStart(row.key))}</bdi>
      ) : (
        <TopicName topic={row.key} className="min-w-0" />
      );
    case 'messages':
      return grouped(row.messages);
    case 'rate':
      return topics.pace(row.pace);
    case 'bytes':
      return sizeText(row.bytes);
    case 'byteRate':
      return topic.traffic.byteRate(row.bytes / seconds);
    case 'gap':
      return topic.traffic.gap(row.gap);
  }
}

/** Messages over time, a bar for each interval. */
function Intervals({ part, of }: { part: TrafficReply; of: string }) {
  const t = useText().topic.traffic;
  const { intervals, interval } = part;
  const most = Math.max(1, ...intervals);
  const empty = intervals.filter((count) => count === 0).length;
  const told = t.intervals(of, interval, most, empty);
  return (
    <figure className="shrink-0 border-b border-line px-3 py-2">
      <div aria-hidden className="flex h-12 items-end gap-px">
        {intervals.map((count, at) => (
          <span
            // Intervals have no identity but their place.
            key={at}
            title={grouped(count)}
            className={count === 0 ? 'h-px flex-1 bg-line' : 'flex-1 bg-dir-in'}
            style={count === 0 ? {} : { height: `${Math.max(4, (count / most) * 100)}%` }}
          />
        ))}
      </div>
      <figcaption className="mt-1 truncate text-xs text-fg-2">
        <bdi>{told}</bdi>
      </figcaption>
    </figure>
  );
}
