import { Eraser, Search, Square } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import {
  Button,
  ChooseRow,
  confirm,
  Tag,
  TextField,
  TopicName,
  timeOfDay,
  topicFilterErrorText,
  useListLayout,
  useOrder,
  useText,
} from '#kit';
import { visibleName } from '../../../../base/visibleText.ts';
import type { RetainedOrder, RetainedRow } from '../../../../engine/capture/retainedList.ts';
import type { AskedOutcome } from '../../../../i18n/askedOutcome.ts';
import { grouped } from '../../../../i18n/numbers.ts';
import { type ListColumns, ListGrid } from '../../../pieces/lists/ListGrid.tsx';
import { Awaited } from '../../../pieces/lost.tsx';
import { useConnection } from '../../../session/connection/connections.ts';
import { select } from '../../../session/connection/selection.ts';
import { useNow, useOrigin } from '../../../session/connection/useWindowPart.ts';
import { useReadOnly } from '../../../session/readOnly.ts';
import { askToClear } from '../../../session/retained/asked.ts';
import { askForRetained } from '../../../session/retained/asking.ts';
import { takeHeldBack, useHeldCount } from '../../../session/retained/held.ts';
import { useAskedList } from './useAskedList.ts';

/** ms */
const EVERY = 700;
/** Topics that are cleared at once. */
const MOST_CHOSEN = 5000;

type Column = 'chosen' | 'topic' | 'age' | 'expires' | 'size' | 'qos' | 'value';

const RIGHT: ReadonlySet<Column> = new Set(['age', 'expires', 'size', 'qos']);
const COLUMNS: ListColumns<Column> = {
  wide: {
    shown: ['chosen', 'topic', 'age', 'expires', 'size', 'qos', 'value'],
    grid: 'grid-cols-[32px_minmax(0,1.2fr)_112px_108px_72px_44px_minmax(0,1.2fr)]',
  },
  tight: {
    shown: ['chosen', 'topic', 'age', 'expires', 'size', 'value'],
    grid: 'grid-cols-[32px_minmax(0,1.2fr)_100px_92px_60px_minmax(0,1fr)]',
  },
  phone: {
    shown: ['chosen', 'topic', 'age'],
    grid: 'grid-cols-[32px_minmax(0,1fr)_108px]',
  },
};
const ORDERS = {
  columns: COLUMNS.wide.shown,
  orders: { topic: 'topic', age: 'time', size: 'size' },
  // The first message is the oldest.
  fromLargest: new Set<RetainedOrder>(['time', 'size']),
} as const;

interface RetainedPanelProps {
  readonly connectionId: string;
  /** undefined: of all topics. */
  readonly path: string | undefined;
  /** In its head. */
  readonly tabs: ReactNode;
}

/** Known retained messages for a topic filter, with actions to request and clear them. */
export function RetainedPanel({ connectionId, path, tabs }: RetainedPanelProps) {
  const { topic } = useText();
  const t = topic.retainedList;
  const layout = useListLayout();
  const now = useNow(connectionId) ?? 0;
  const origin = useOrigin(connectionId) ?? 0;
  const whole = path === undefined ? '#' : `${path}/#`;
  const [filter, setFilter] = useState(whole);
  const error = topicFilterErrorText(filter);
  const { order, isReversed, sorting } = useOrder<Column, RetainedOrder>(ORDERS, 'topic');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string>();
  const asking = useAsking(connectionId, filter);
  const list = useAskedList(connectionId, {
    layout,
    of: JSON.stringify([filter, order, isReversed, asking.since]),
    everyMs: EVERY,
    question: (range) =>
      error === undefined
        ? {
            kind: 'retained-list',
            request: { filter, order, isReversed, since: asking.since ?? 0, ...range },
          }
        : undefined,
  });
  const { part } = list;
  const isReadOnly = useReadOnly(connectionId);
  const isConnected = useConnection(connectionId, 'state')?.state.kind === 'connected';
  const toggle = ({ topic: name }: RetainedRow): void => {
    const others = new Set(chosen);
    if (!others.delete(name) && others.size < MOST_CHOSEN) others.add(name);
    setChosen(others);
  };
  const mayClear = isConnected && !isReadOnly;
  const held = useHeldCount(connectionId);
  return (
    <>
      <div className="flex min-h-(--h-tabs) shrink-0 flex-wrap items-center gap-x-2 border-b border-line bg-bar pr-1 whitespace-nowrap">
        <div className="flex h-(--h-tabs) items-center">{tabs}</div>
        <span className="min-w-0 truncate text-fg-2 max-sm:w-full max-sm:px-3 max-sm:pb-2">
          {part !== undefined && t.known(part.total, part.bytes)}
        </span>
        {held > 0 && (
          <Button
            look="action"
            disabled={!mayClear}
            title={t.putBackTitle}
            onClick={() => takeHeldBack(connectionId)}
          >
            {t.putBack(held)}
          </Button>
        )}
      </div>
      <form
        className="flex shrink-0 flex-wrap items-end gap-2 border-b border-line px-3 py-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (error === undefined) asking.begin();
        }}
      >
        <TextField
          className="w-56 min-w-40 flex-1"
          label={t.filter}
          mono
          value={filter}
          onChange={setFilter}
          error={error}
        />
        {asking.isUnderWay ? (
          <Button icon={<Square size={12} aria-hidden />} onClick={asking.stop}>
            {t.stop}
          </Button>
        ) : (
          <Button
            type="submit"
            icon={<Search size={14} aria-hidden />}
            disabled={!isConnected || error !== undefined}
            title={isConnected ? t.askTitle : t.notConnected}
          >
            {t.ask}
          </Button>
        )}
        <Button
          look="danger"
          icon={<Eraser size={14} aria-hidden />}
          disabled={!mayClear || chosen.size === 0}
          {...(isReadOnly && { title: topic.clearReadOnly })}
          onClick={() => askToClear({ connectionId, path: '', isBelow: true, topics: [...chosen] })}
        >
          {t.clearChosen(chosen.size)}
        </Button>
        <Button
          look="danger"
          disabled={!mayClear || error !== undefined || (part?.total ?? 0) === 0}
          {...(isReadOnly && { title: topic.clearReadOnly })}
          // Exactly the listed messages.
          onClick={() =>
            askToClear({
              connectionId,
              path: path ?? '',
              isBelow: true,
              ...(filter !== whole && { filter }),
            })
          }
        >
          {filter !== whole ? t.clearListed : path === undefined ? t.clearAll : t.clearBranch}
        </Button>
        <p role="status" className="w-full text-xs text-fg-2">
          {asking.outcome === undefined
            ? asking.isUnderWay
              ? t.asking(asking.fresh)
              : filter.startsWith('#')
                ? t.careful
                : t.hint
            : t.outcome(asking.outcome, asking.fresh, asking.known)}
        </p>
      </form>
      <ListGrid
        name={t.title}
        focus="topic-retained"
        layout={layout}
        columns={COLUMNS}
        heads={{ ...t.columns, chosen: '' }}
        spoken={{ chosen: t.columns.chosen }}
        right={RIGHT}
        sorting={sorting}
        list={list}
        keyOf={(row) => row.topic}
        selected={selected}
        onSelect={(row) => setSelected(row.topic)}
        onOpen={(row) => select(connectionId, { topic: row.topic })}
        onDelete={(row) => {
          if (mayClear) askToClear({ connectionId, path: row.topic, isBelow: false });
          else confirm(isReadOnly ? topic.clearReadOnly : t.notConnected);
        }}
        cell={(row, column) => (
          <Cell
            row={row}
            column={column}
            now={now}
            origin={origin}
            wasAsked={asking.outcome !== undefined}
            isChosen={chosen.has(row.topic)}
            onChoose={() => toggle(row)}
          />
        )}
        empty={
          <p className="p-3 text-fg-3">
            {part === undefined ? (
              <Awaited connectionId={connectionId} text={topic.loading} />
            ) : (
              t.none
            )}
          </p>
        }
      />
    </>
  );
}

interface CellProps {
  readonly row: RetainedRow;
  readonly column: Column;
  /** µs since the capture's origin. */
  readonly now: number;
  /** ms since 1970. */
  readonly origin: number;
  /** True after a request. Messages that did not arrive since then may no longer exist. */
  readonly wasAsked: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Cell({ row, column, now, origin, wasAsked, isChosen, onChoose }: CellProps) {
  const { topic, topics } = useText();
  const t = topic.retainedList;
  const { message, published } = row;
  const passed = (since: number): number => Math.max(0, now - since) / 1_000_000;
  const clock = (time: number): string => timeOfDay(origin + time / 1000);
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
      return (
        <span className="flex min-w-0 items-center gap-1.5">
          <span className="min-w-0 flex-1">
            <TopicName topic={row.topic} />
          </span>
          {wasAsked && !row.isFresh && (
            <Tag tone="outline">
              <span title={t.notSentTitle}>{t.notSent}</span>
            </Tag>
          )}
        </span>
      );
    case 'age':
      if (published !== undefined)
        return <span title={t.ownTitle(clock(published))}>{t.old(passed(published))}</span>;
      return message === undefined ? (
        <span title={t.nameTitle} className="text-fg-3">
          {t.unknown}
        </span>
      ) : (
        <span title={t.knownSince(clock(message.time))}>{t.atLeast(passed(message.time))}</span>
      );
    case 'expires':
      if (message === undefined) return null;
      if (message.expires === undefined) return <span title={t.expiryUnknown}>—</span>;
      if (message.expires === 'never') {
        return (
          <span title={t.neverTitle} className="text-fg-3">
            {t.never}
          </span>
        );
      }
      return (
        <span title={t.expiresTitle(clock(message.expires))}>
          {message.expires > now
            ? t.expiresIn((message.expires - now) / 1_000_000)
            : t.expired(passed(message.expires))}
        </span>
      );
    case 'size':
      return message && grouped(message.size);
    case 'qos':
      return message?.qos;
    case 'value':
      return (
        <bdi className="block truncate text-fg-2">{message && topics.preview(message.preview)}</bdi>
      );
  }
}

interface Asking {
  readonly begin: () => void;
  readonly stop: () => void;
  readonly isUnderWay: boolean;
  /**
   * Messages that arrived so far, and how many were known then. Messages that are cleared later still count as sent.
   */
  readonly fresh: number;
  readonly known: number;
  /** Outcome of the last request for the same filter. */
  readonly outcome: AskedOutcome | undefined;
  /** µs since the capture's origin. */
  readonly since: number | undefined;
}

function useAsking(connectionId: string, filter: string): Asking {
  const loop = useConnection(connectionId, 'loop')?.loop;
  const stop = useRef<AbortController>(undefined);
  const [came, setCame] = useState({ fresh: 0, known: 0 });
  const [isUnderWay, setUnderWay] = useState(false);
  const [last, setLast] = useState<{
    readonly filter: string;
    readonly since: number;
    readonly outcome: AskedOutcome | undefined;
  }>();
  const begin = async (): Promise<void> => {
    const controller = new AbortController();
    stop.current = controller;
    const since = loop?.now() ?? 0;
    setCame({ fresh: 0, known: 0 });
    setUnderWay(true);
    setLast({ filter, since, outcome: undefined });
    const { signal } = controller;
    const told = (fresh: number, known: number): void => setCame({ fresh, known });
    const outcome = await askForRetained(connectionId, { filter, since, told, signal });
    setUnderWay(false);
    setLast({ filter, since, outcome });
  };
  const own = last?.filter === filter ? last : undefined;
  return {
    begin: () => void begin(),
    stop: () => stop.current?.abort(),
    isUnderWay,
    ...came,
    outcome: isUnderWay ? undefined : own?.outcome,
    since: own?.since,
  };
}
