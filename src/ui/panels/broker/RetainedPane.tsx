import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, confirm, EmptyState, topicFilterErrorText, useListLayout, useText } from '#kit';
import type { RetainedOrder, RetainedRow } from '../../../broker/control/views.ts';
import { listsSys, SysSwitch } from '../../pieces/forms/SysSwitch.tsx';
import { ListBar } from '../../pieces/lists/ListBar.tsx';
import { type ListColumns, ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { NoneFound } from '../../pieces/lists/NoneFound.tsx';
import { NextStep } from '../../pieces/NextStep.tsx';
import { askToClearRetained } from '../../session/broker/orders.ts';
import { setBrokerPlace, setSearch, useBrokerPlace } from '../../session/broker/place.ts';
import { usePaged } from '../../session/broker/usePaged.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { shownName } from '../../session/shownName.ts';
import { RetainedCell, type RetainedColumn, retainedTone } from './RetainedCell.tsx';
import { readRetained } from './readReplies.ts';
import { useSorting } from './useSorting.ts';

type Column = Exclude<RetainedColumn, 'age'>;

const COLUMNS: ListColumns<Column> = {
  wide: {
    shown: ['topic', 'payload', 'size', 'qos', 'publisher', 'time', 'expires'],
    grid: 'grid-cols-[minmax(120px,1.3fr)_minmax(120px,1.4fr)_64px_60px_minmax(80px,0.8fr)_104px_88px]',
  },
  tight: {
    shown: ['topic', 'payload', 'size', 'publisher', 'time'],
    grid: 'grid-cols-[minmax(120px,1.3fr)_minmax(96px,1fr)_60px_minmax(80px,0.8fr)_104px]',
  },
  phone: {
    shown: ['topic', 'payload', 'size'],
    grid: 'grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_56px]',
  },
};
const NUMBERS: ReadonlySet<Column> = new Set(['size']);
const ORDER: Readonly<Record<Column, RetainedOrder | undefined>> = {
  topic: 'topic',
  payload: undefined,
  size: 'size',
  qos: 'qos',
  publisher: 'publisher',
  time: 'time',
  expires: 'expires',
};
const SORTED: ReadonlySet<Column> = new Set(
  COLUMNS.wide.shown.filter((column) => ORDER[column] !== undefined),
);
/** Columns that sort the largest or newest first. */
const LARGEST_FIRST: ReadonlySet<Column> = new Set(['size', 'time']);

const keyOf = ({ topic }: RetainedRow): string => topic;

interface RetainedPaneProps {
  readonly connectionId: string;
  /** ms since 1970 at which the broker's clock was 0. */
  readonly origin: number;
}

/** The retained messages, which can be cleared one by one. */
export function RetainedPane({ connectionId, origin }: RetainedPaneProps) {
  const t = useText().broker.retained;
  const { loading } = useText().broker;
  const layout = useListLayout();
  const { search, withSys } = useBrokerPlace(connectionId);
  const text = search.retained ?? '';
  const sys = listsSys(text, withSys);
  const fault = /[+#]/.test(text) ? topicFilterErrorText(text) : undefined;
  const [selected, setSelected] = useState<string>();
  const sorting = useSorting(connectionId, {
    part: 'retained',
    columns: SORTED,
    first: 'topic',
    numbers: LARGEST_FIRST,
  });
  const { by = 'topic', descending } = sorting;
  const order = ORDER[by];
  const list = usePaged(
    connectionId,
    layout,
    JSON.stringify([text, sys, order, descending]),
    (page) => ({
      kind: 'retained',
      ...(order && { order }),
      descending,
      ...(text === '' ? {} : { filter: text }),
      ...(sys ? {} : { sys }),
      ...page,
    }),
    readRetained,
  );
  const { reply } = list;
  const chosen = reply?.rows.find((row) => keyOf(row) === selected);
  const isReadOnly = useReadOnly(connectionId);
  const clear = ({ topic }: RetainedRow): void => {
    if (isReadOnly) confirm(t.readOnly);
    else askToClearRetained(connectionId, topic, shownName(topic));
  };
  return (
    <>
      <ListBar
        label={t.search}
        placeholder={t.searchPlaceholder}
        value={text}
        onChange={(next) => setSearch(connectionId, 'retained', next)}
        total={reply && t.total(reply.total)}
      >
        <SysSwitch
          search={text}
          withSys={withSys}
          onChange={(next) => setBrokerPlace(connectionId, { withSys: next })}
        />
        <Button
          look="danger"
          icon={<Trash2 size={14} aria-hidden />}
          keys="Delete"
          title={isReadOnly ? t.readOnly : t.clearTitle}
          disabled={chosen === undefined || isReadOnly}
          onClick={() => {
            if (chosen !== undefined) clear(chosen);
          }}
        >
          {t.clear}
        </Button>
      </ListBar>
      {fault !== undefined && (
        <p role="status" className="shrink-0 border-b border-line px-3 py-1 text-fg-2">
          {t.noFilter(fault)}
        </p>
      )}
      <ListGrid
        name={t.grid}
        layout={layout}
        columns={COLUMNS}
        heads={t.columns}
        right={NUMBERS}
        sorting={sorting}
        list={list}
        keyOf={keyOf}
        selected={selected}
        onSelect={(row) => setSelected(keyOf(row))}
        onDelete={clear}
        tone={retainedTone}
        cell={(row, column) => (
          <RetainedCell row={row} column={column} origin={origin} now={reply?.time ?? 0} />
        )}
        empty={
          reply === undefined ? (
            <EmptyState title={loading} />
          ) : text === '' ? (
            <EmptyState title={t.empty} text={t.emptyText}>
              <NextStep connectionId={connectionId} by="message" />
            </EmptyState>
          ) : (
            <NoneFound title={t.noMatch} onClear={() => setSearch(connectionId, 'retained', '')} />
          )
        }
      />
    </>
  );
}
