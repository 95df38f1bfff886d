import { type KeyboardEvent, useCallback, useState } from 'react';
import { visibleText } from '../../../base/visibleText.ts';
import type { StreamRow } from '../../../engine/streams/streamFacts.ts';
import { Button } from '../../kit/controls/Button.tsx';
import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { HEAD_HEIGHT, ROW_HEIGHT, useListLayout } from '../../kit/rows/listLayout.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { NextStep } from '../../pieces/NextStep.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { useOrigin, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { addToFilter, clearFilter, useFilter } from '../../session/filter/filters.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { cellText } from './cellText.ts';
import { type Column, RIGHT, streamColumns } from './columns.ts';
import { StreamCell } from './StreamCell.tsx';
import { settingRows } from './settingRows.ts';

const expressionOf = ({ stream }: StreamRow): string => `stream == ${stream}`;

/** All transport connections of the capture. A click on one filters its packets. */
export function StreamsView({ connectionId }: { connectionId: string }) {
  const words = useText();
  const { streams: t } = words;
  const layout = useListLayout();
  const origin = useOrigin(connectionId) ?? 0;
  const { applied } = useFilter(connectionId);
  const [selected, setSelected] = useState<number>();
  // Current state of the loop: the drawn rows decide the request.
  const held = useConnection(connectionId, 'loop')?.loop.part('streams');
  const rows = useRows({
    count: held?.total ?? 0,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  const wanted = { first: rows.from, count: Math.max(rows.to - rows.from, 50) };
  const part = useWindowPart(connectionId, 'streams', wanted) ?? held;
  const chosen = part?.rows.find((row) => expressionOf(row) === applied)?.stream;
  const marked = selected ?? chosen;
  // A single stream is selected automatically.
  const shown =
    part?.rows.find(({ stream }) => stream === marked) ??
    (part?.total === 1 ? part.rows[0] : undefined);
  const filter = (row: StreamRow): void => addToFilter(connectionId, expressionOf(row), 'only');
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || shown === undefined || marked === undefined) return;
    event.preventDefault();
    filter(shown);
  };
  const columns = streamColumns((column) =>
    Math.max(
      0,
      ...(part?.rows ?? []).map((row) => lengthOf(() => cellText(column, row, origin, words))),
    ),
  );
  const cell = useCallback(
    (row: StreamRow, column: Column) => <StreamCell row={row} column={column} origin={origin} />,
    [origin],
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-(--h-tool) shrink-0 items-center gap-2 border-b border-line px-3">
        <p className="min-w-0 flex-1 py-1 text-xs text-fg-2">{t.hint}</p>
        {chosen !== undefined && (
          <Button onClick={() => clearFilter(connectionId)}>{t.showAll}</Button>
        )}
      </div>
      <ListGrid
        name={t.grid}
        focus="streams"
        layout={layout}
        columns={columns}
        heads={t.columns}
        right={RIGHT}
        list={{ ...rows, part }}
        keyOf={({ stream }) => String(stream)}
        selected={marked === undefined ? undefined : String(marked)}
        onSelect={({ stream }) => setSelected(stream)}
        onPress={filter}
        onOpen={(row) => {
          filter(row);
          showPanel(connectionId, 'packets');
        }}
        onKey={onKey}
        cell={cell}
        empty={
          <EmptyState title={t.empty} text={t.emptyHint}>
            <NextStep connectionId={connectionId} />
          </EmptyState>
        }
      />
      {shown !== undefined && <SetUp key={shown.stream} row={shown} />}
    </div>
  );
}

/** Characters. A text that cannot be made is reported by the boundary of its row, not by the list. */
function lengthOf(text: () => string): number {
  try {
    return text().length;
  } catch {
    return 0;
  }
}

/** Characters of a value that are drawn. */
const LONGEST = 500;

/** Settings of a stream's connection, from its file or its own tab. */
function SetUp({ row }: { row: StreamRow }) {
  const texts = useText();
  const title = texts.streams.setUp(row.stream);
  const entries = settingRows(row.settings ?? {}, texts);
  if (entries.length === 0) return null;
  return (
    <section
      aria-label={title}
      // Scrollable areas must be reachable by keyboard.
      tabIndex={0}
      className="max-h-2/5 shrink-0 overflow-y-auto border-t border-line bg-pane px-3 py-2"
    >
      <h2 className="pb-1 text-xs font-semibold text-fg-2">{title}</h2>
      <dl className="grid grid-cols-[fit-content(72%)_minmax(0,1fr)] gap-x-4 text-base max-sm:grid-cols-1">
        {entries.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="wrap-anywhere text-fg-2">{visibleText(name)}</dt>
            <dd className="font-mono break-all max-sm:pl-4">
              <bdi>{visibleText(value.slice(0, LONGEST))}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
