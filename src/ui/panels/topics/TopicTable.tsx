import { type KeyboardEvent, useEffect } from 'react';
import {
  classes,
  HEAD_HEIGHT,
  isMenuKey,
  Marked,
  NARROW,
  ROW_HEIGHT,
  sortingBy,
  Tag,
  TopicName,
  useListLayout,
  useRows,
  useText,
  useWidth,
} from '#kit';
import type { TableRow, TopicOrder } from '../../../engine/topics/tree/topicRow.ts';
import { age } from '../../../i18n/durations.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { type ListColumns, ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { useAnswer } from '../../session/connection/workerQuestions.ts';
import { chooseTopic, openTopic } from './actions.ts';
import { runKey } from './commands.ts';
import { changeShown } from './keptShown.ts';
import { useSearch } from './search.ts';
import { useShown } from './shown.ts';
import { usePointed } from './usePointed.ts';
import { useTopicMenu } from './useTopicMenu.tsx';

type Column = 'topic' | 'value' | 'age' | 'rate' | 'messages';

const ALL: readonly Column[] = ['topic', 'value', 'age', 'rate', 'messages'];
const ORDERS = {
  columns: ALL,
  orders: { topic: 'name', age: 'changed', rate: 'rate', messages: 'count' },
  fromLargest: new Set<TopicOrder>(['rate', 'count']),
} as const;
const NUMBERS: ReadonlySet<Column> = new Set(['age', 'rate', 'messages']);
/** From how many pixels of the list on, widest first, it has which columns. */
const LAYOUTS: readonly { readonly from: number; readonly columns: ListColumns<Column> }[] = [
  {
    from: 480,
    columns: same(ALL, 'grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_84px_64px_84px]'),
  },
  {
    from: 360,
    columns: same(
      ['topic', 'value', 'age', 'messages'],
      'grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_76px_76px]',
    ),
  },
  {
    from: 0,
    columns: same(['topic', 'value', 'age'], 'grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_76px]'),
  },
];

function same(shown: readonly Column[], grid: string): ListColumns<Column> {
  const columns = { shown, grid };
  return { wide: columns, tight: columns, phone: columns };
}

/** The search also lists topics. Loaded once it has answered. */
const LISTED = { kind: 'find-topics', text: '', most: 0, place: 'list' } as const;

/** µs that a value counts as new. */
const FRESH = 1_000_000;

/** All topics as a list, each with its last value, age, rate and count. */
export function TopicTable({ connectionId }: { connectionId: string }) {
  const { topicActions: t, topics } = useText();
  const layout = useListLayout();
  const [width, measure] = useWidth();
  const { topic: selected } = useSelection(connectionId);
  const { order, isReversed } = useShown(connectionId);
  const search = useSearch(connectionId);
  // Requests no rows, only the progress of the search.
  const looking = search === '' ? undefined : { first: 0, count: 0 };
  useWindowPart(connectionId, 'topics', looking);
  const loop = useConnection(connectionId, 'loop')?.loop;
  const now = loop?.now() ?? 0;
  const { isHeld, point, pointing } = usePointed(order, now);
  const isThere = useAnswer(connectionId, LISTED) !== undefined;
  useEffect(() => {
    if (isThere) loop?.refresh();
  }, [isThere, loop]);
  const part = loop?.part('topicTable');
  const rows = useRows({
    count: part?.total ?? 0,
    of: `${order} ${isReversed} ${search}`,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  useWindowPart(connectionId, 'topicTable', {
    first: rows.from,
    count: Math.max(rows.to - rows.from, 40),
    order,
    isReversed,
    ...(isHeld && { isHeld }),
  });
  // The numbers of found and hidden topics are part of the tree's answer.
  useWindowPart(connectionId, 'topics', { first: 0, count: 0 });
  const { menu, open, openBelow } = useTopicMenu(connectionId);
  const columns = LAYOUTS.find(({ from }) => width >= from)?.columns;
  const sorting = sortingBy<Column, TopicOrder>(ORDERS, { order, isReversed }, (to) =>
    changeShown(connectionId, to),
  );
  const onKey = (event: KeyboardEvent): void => {
    point();
    if (isMenuKey(event)) {
      const { activeElement } = document;
      if (selected === undefined) return;
      event.preventDefault();
      openBelow(selected, activeElement?.querySelector('[aria-selected=true]') ?? activeElement);
    } else runKey(connectionId, event.nativeEvent);
  };
  return (
    <div ref={measure} {...pointing} className="flex min-h-0 flex-1 flex-col">
      {columns !== undefined && (
        <ListGrid
          name={topics.tree}
          focus="topics"
          layout={layout}
          columns={columns}
          heads={t.columns}
          right={NUMBERS}
          sorting={sorting}
          isHeldByOwner
          list={{ ...rows, part }}
          keyOf={({ topic }) => topic}
          selected={selected}
          onSelect={({ topic }) => chooseTopic(connectionId, topic)}
          onPress={({ topic }) => {
            // In a single column, the value is another tab.
            if (matchMedia(NARROW).matches) openTopic(connectionId, topic);
          }}
          onOpen={({ topic }) => openTopic(connectionId, topic)}
          onMenu={({ topic }, place) => {
            chooseTopic(connectionId, topic);
            open(topic, place);
          }}
          onKey={onKey}
          cell={(row, column) => <Cell row={row} column={column} now={now} search={search} />}
          empty={null}
        />
      )}
      {menu}
    </div>
  );
}

interface CellProps {
  readonly row: TableRow;
  readonly column: Column;
  readonly now: number;
  /** Search text, highlighted in the name. */
  readonly search: string;
}

function Cell({ row, column, now, search }: CellProps) {
  const t = useText().topics;
  switch (column) {
    case 'topic':
      return (
        <span className="flex min-w-0 items-center gap-1">
          <span className="min-w-0 flex-1">
            <TopicName topic={row.topic} mark={search} />
          </span>
          {row.retained && <Tag title={t.retained}>{t.retainedShort}</Tag>}
        </span>
      );
    case 'value':
      return (
        <bdi
          className={classes(
            'block truncate',
            now - row.changed < FRESH ? 'text-chg' : 'text-fg-2',
          )}
        >
          {row.preview && <Marked text={t.preview(row.preview)} mark={search} />}
        </bdi>
      );
    case 'age':
      return age((now - row.changed) / 1_000_000);
    case 'rate':
      return t.pace(row.pace);
    case 'messages':
      return grouped(row.messages);
  }
}
