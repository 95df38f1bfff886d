import { Pin } from 'lucide-react';
import { useState } from 'react';
import {
  classes,
  Marked,
  nameStart,
  Segments,
  sortingBy,
  TopicName,
  useListLayout,
  useText,
} from '#kit';
import { visibleLevel } from '../../../../base/visibleText.ts';
import type { LevelRow } from '../../../../engine/topics/levelTable.ts';
import { paceAtRest } from '../../../../engine/topics/tree/pace.ts';
import type { LevelOrder } from '../../../../engine/topics/tree/topicRow.ts';
import { age } from '../../../../i18n/durations.ts';
import { grouped, bytes as sizeText } from '../../../../i18n/numbers.ts';
import { type ListColumns, ListGrid } from '../../../pieces/lists/ListGrid.tsx';
import { usePointed } from '../../../pieces/lists/usePointed.ts';
import { Awaited } from '../../../pieces/lost.tsx';
import { levelName } from '../../../pieces/marks/levelName.ts';
import { select } from '../../../session/connection/selection.ts';
import { useSearch } from '../../../session/connection/topicSearch.ts';
import { useIsAnswering, useNow } from '../../../session/connection/useWindowPart.ts';
import { setLevelsPlace, useLevelsPlace } from './levelsPlace.ts';
import { useAskedList } from './useAskedList.ts';

/** ms */
const EVERY = 500;
/** µs that a value counts as new. */
const FRESH = 1_000_000;

type Column = 'level' | 'value' | 'age' | 'rate' | 'messages' | 'size' | 'topics';

const RIGHT: ReadonlySet<Column> = new Set(['age', 'rate', 'messages', 'size', 'topics']);
const COLUMNS: ListColumns<Column> = {
  wide: {
    shown: ['level', 'value', 'age', 'rate', 'messages', 'size', 'topics'],
    grid: 'grid-cols-[minmax(0,0.8fr)_minmax(0,1.4fr)_84px_76px_84px_88px_68px]',
  },
  tight: {
    shown: ['level', 'value', 'age', 'rate', 'messages'],
    grid: 'grid-cols-[minmax(0,0.8fr)_minmax(0,1.2fr)_72px_64px_72px]',
  },
  phone: {
    shown: ['level', 'value', 'age'],
    grid: 'grid-cols-[minmax(0,0.9fr)_minmax(0,1.2fr)_72px]',
  },
};
/** A topic has no number of topics. */
const DEEP_COLUMNS: ListColumns<Column> = {
  wide: {
    shown: ['level', 'value', 'age', 'rate', 'messages', 'size'],
    grid: 'grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_84px_104px_84px_88px]',
  },
  tight: {
    shown: ['level', 'value', 'age', 'rate', 'messages'],
    grid: 'grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_72px_64px_72px]',
  },
  phone: {
    shown: ['level', 'value', 'age'],
    grid: 'grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_72px]',
  },
};
const ORDERS = {
  columns: COLUMNS.wide.shown,
  orders: {
    level: 'name',
    age: 'changed',
    rate: 'rate',
    messages: 'count',
    size: 'bytes',
    topics: 'topics',
  },
  fromLargest: new Set<LevelOrder>(['rate', 'count', 'bytes', 'topics']),
} as const;

interface LevelPanelProps {
  readonly connectionId: string;
  /** undefined: the first levels. */
  readonly path: string | undefined;
}

/** Live list of the next lower levels with totals, or of the topics of all levels, each with its newest value. */
export function LevelPanel({ connectionId, path }: LevelPanelProps) {
  const { topic: t } = useText();
  const layout = useListLayout();
  const now = useNow(connectionId) ?? 0;
  const isAnswering = useIsAnswering(connectionId);
  const { isDeep, order, isReversed } = useLevelsPlace(connectionId);
  const sorting = sortingBy<Column, LevelOrder>(ORDERS, { order, isReversed }, (to) =>
    setLevelsPlace(connectionId, to),
  );
  const search = useSearch(connectionId);
  const { isHeld, pointing } = usePointed(order !== 'name', now);
  const [selected, setSelected] = useState<string>();
  const list = useAskedList(connectionId, {
    layout,
    of: JSON.stringify([path ?? null, isDeep, order, isReversed]),
    everyMs: EVERY,
    question: (range) => ({
      kind: 'topic-levels',
      request: { path, isDeep, order, isReversed, ...range, ...(isHeld && { isHeld }) },
    }),
  });
  return (
    <div {...pointing} className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap gap-2 border-b border-line px-3 py-2">
        <Segments
          label={t.below.levels}
          value={isDeep ? 'all' : 'next'}
          options={[
            { value: 'next', label: t.below.next },
            { value: 'all', label: t.below.all },
          ]}
          onChange={(value) => setLevelsPlace(connectionId, { isDeep: value === 'all' })}
        />
      </div>
      <ListGrid
        name={t.below.title}
        focus="topic-below"
        layout={layout}
        columns={isDeep ? DEEP_COLUMNS : COLUMNS}
        heads={isDeep ? { ...t.below.columns, level: t.below.topic } : t.below.columns}
        right={RIGHT}
        sorting={sorting}
        isHeldByOwner
        list={list}
        keyOf={(row) => row.path}
        selected={selected}
        onSelect={(row) => setSelected(row.path)}
        onOpen={(row) => select(connectionId, { topic: row.path })}
        cell={(row, column) => (
          <Cell
            connectionId={connectionId}
            row={isAnswering ? row : { ...row, pace: paceAtRest(row.pace, row.messages) }}
            column={column}
            now={now}
            {...(isDeep && { deep: { from: path === undefined ? 0 : path.length + 1, search } })}
          />
        )}
        empty={
          <p className="p-3 text-fg-3">
            {list.part === undefined ? (
              <Awaited connectionId={connectionId} text={t.loading} />
            ) : isDeep && search !== '' ? (
              t.below.noMatch
            ) : (
              t.below.none
            )}
          </p>
        }
      />
    </div>
  );
}

interface CellProps {
  readonly connectionId: string;
  readonly row: LevelRow;
  readonly column: Column;
  /** µs since the capture's origin. */
  readonly now: number;
  /** In the list of all levels: where the shown part of the name begins, and the search that filters it. */
  readonly deep?: { readonly from: number; readonly search: string };
}

function Cell({ connectionId, row, column, now, deep }: CellProps) {
  const { topic: t, topics } = useText();
  const { level, path, latest } = row;
  switch (column) {
    case 'level':
      return (
        <span className="flex min-w-0 items-center gap-1">
          <button
            type="button"
            tabIndex={-1}
            title={deep ? undefined : t.below.open}
            className={classes('row-link min-w-0', deep ? 'flex-1 text-left' : 'truncate')}
            onClick={() => select(connectionId, { topic: path })}
          >
            {deep ? (
              <TopicName topic={path.slice(deep.from)} mark={deep.search} />
            ) : (
              <bdi className="whitespace-pre">
                {level.trim() === ''
                  ? levelName(level, topics)
                  : visibleLevel(nameStart(level), path)}
              </bdi>
            )}
          </button>
          {row.topics > Number(row.own > 0) && <span className="-ml-1 text-fg-3">/…</span>}
          {row.retained && (
            <span title={topics.retained} className="shrink-0 text-fg-2">
              <Pin size={12} aria-hidden />
              <span className="sr-only">{topics.retained}</span>
            </span>
          )}
        </span>
      );
    case 'value':
      return latest?.preview === undefined ? null : (
        <span className="flex min-w-0 gap-2">
          {latest.topic !== path && (
            // The name is whole before the value gets more than a few characters.
            <bdi className="max-w-[calc(100%-64px)] shrink-0 truncate text-fg-3">
              {visibleLevel(nameStart(latest.topic.slice(path.length + 1)), latest.topic)}
            </bdi>
          )}
          <bdi
            className={classes('truncate', now - latest.changed < FRESH ? 'text-chg' : 'text-fg-2')}
          >
            <Marked text={topics.preview(latest.preview)} mark={deep?.search} />
          </bdi>
        </span>
      );
    case 'age':
      return latest && age((now - latest.changed) / 1_000_000);
    case 'rate':
      return topics.pace(row.pace);
    case 'messages':
      return grouped(row.messages);
    case 'size':
      return sizeText(row.bytes);
    case 'topics':
      return grouped(row.topics);
  }
}
