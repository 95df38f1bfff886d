import { base64 } from '@scure/base';
import { Trash2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { RetainedOrder, RetainedRow } from '../../../broker/control/views.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { payloadPreview } from '../../../payload/formats/reading.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { Button } from '../../kit/controls/Button.tsx';
import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { Tag } from '../../kit/display/Tag.tsx';
import { TopicName } from '../../kit/display/TopicName.tsx';
import { confirm } from '../../kit/language/announcements.ts';
import { topicFilterErrorText } from '../../kit/language/topicErrorText.ts';
import { useText } from '../../kit/language/useText.ts';
import { rowTime } from '../../kit/page/clock.ts';
import { useListLayout } from '../../kit/rows/listLayout.ts';
import { listsSys, SysSwitch } from '../../pieces/forms/SysSwitch.tsx';
import { ListBar } from '../../pieces/lists/ListBar.tsx';
import { type ListColumns, ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { NoneFound } from '../../pieces/lists/NoneFound.tsx';
import { NextStep } from '../../pieces/NextStep.tsx';
import { askToClearRetained } from '../../session/broker/orders.ts';
import { setBrokerPlace, setSearch, useBrokerPlace } from '../../session/broker/place.ts';
import { usePaged } from '../../session/broker/usePaged.ts';
import { useReading } from '../../session/connection/payloads.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { shownName } from '../../session/shownName.ts';
import { readRetained } from './readReplies.ts';
import { useSorting } from './useSorting.ts';

type Column = 'topic' | 'payload' | 'size' | 'qos' | 'publisher' | 'time' | 'expires';

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
/** Columns that begin with what is largest, or newest. */
const LARGEST_FIRST: ReadonlySet<Column> = new Set(['size', 'time']);
/** Characters of a payload that are drawn. */
const PREVIEW = 64;

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
        cell={(row, column) => (
          <Cell row={row} column={column} origin={origin} now={reply?.time ?? 0} />
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

interface CellProps {
  readonly row: RetainedRow;
  readonly column: Column;
  readonly origin: number;
  readonly now: number;
}

function Cell({ row, column, origin, now }: CellProps) {
  const { broker } = useText();
  const t = broker.retained;
  switch (column) {
    case 'topic':
      return <TopicName topic={row.topic} />;
    case 'payload':
      return <Payload row={row} />;
    case 'size':
      return grouped(row.size);
    case 'qos':
      return <Tag>{`QoS ${row.qos}`}</Tag>;
    case 'publisher':
      return row.publisher === undefined ? (
        <span className="font-sans text-fg-2">{t.itself}</span>
      ) : (
        <bdi title={shownName(row.publisher)} className="block truncate whitespace-pre">
          {shownName(row.publisher)}
        </bdi>
      );
    case 'time':
      return rowTime(origin, row.time * 1000);
    case 'expires':
      return (
        <span className="font-sans">
          {row.expiresAt === undefined
            ? broker.never
            : broker.endsIn(Math.max(0, row.expiresAt - now) / 1000)}
        </span>
      );
  }
}

/** Beginning of a payload: text with invisible characters made visible, or hex. */
function Payload({ row }: { row: RetainedRow }) {
  const t = useText().broker.retained;
  const { payload, size } = row;
  const { text, binary, isCut } = useReading(
    useCallback(() => {
      const bytes = base64.decode(payload);
      const preview = payloadPreview(withoutHalfCharacter(bytes, size), PREVIEW, { size });
      return { ...preview, isCut: size > bytes.length || isMissing(preview) };
    }, [payload, size]),
  );
  if (size === 0) return <span className="font-sans text-fg-3">{t.emptyPayload}</span>;
  const shown = isCut ? `${text}…` : text;
  return (
    <bdi title={shown} className={binary ? 'text-fg-2' : undefined}>
      {shown}
    </bdi>
  );
}

/** A beginning may end within a character, which would make hex of a text. */
function withoutHalfCharacter(bytes: Uint8Array, size: number): Uint8Array {
  if (size === bytes.length) return bytes;
  let end = bytes.length;
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      end = bytes.length - back;
      break;
    }
  }
  return bytes.subarray(0, end);
}
