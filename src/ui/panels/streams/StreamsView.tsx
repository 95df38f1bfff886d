import { type KeyboardEvent, useId, useState } from 'react';
import type { StreamRow } from '../../../engine/streams/streamFacts.ts';
import { Button } from '../../kit/controls/Button.tsx';
import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { HEAD_HEIGHT, ROW_HEIGHT, useListLayout } from '../../kit/rows/listLayout.ts';
import { RowBoundary } from '../../kit/rows/RowBoundary.tsx';
import { RowGrid } from '../../kit/rows/RowGrid.tsx';
import { rowIndexOf } from '../../kit/rows/rowIndex.ts';
import { rowForKey } from '../../kit/rows/rowKeys.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { NextStep } from '../../pieces/NextStep.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { useOrigin, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { addToFilter, clearFilter, useFilter } from '../../session/filter/filters.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { cellText } from './cellText.ts';
import { COLUMNS, cellClasses, headClasses, tracksOf } from './columns.ts';
import { SetUp } from './SetUp.tsx';
import { StreamRowView } from './StreamRowView.tsx';

const expressionOf = ({ stream }: StreamRow): string => `stream == ${stream}`;

/** All transport connections of the capture. Selecting one filters its packets. */
export function StreamsView({ connectionId }: { connectionId: string }) {
  const words = useText();
  const { streams: t } = words;
  const layout = useListLayout();
  const origin = useOrigin(connectionId) ?? 0;
  const { applied } = useFilter(connectionId);
  const [selected, setSelected] = useState<number>();
  // Current state of the loop: the drawn rows decide the request.
  const held = useConnection(connectionId, 'loop')?.loop.part('streams');
  const { attach, ...rows } = useRows({
    count: held?.total ?? 0,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  const { from, to } = rows;
  const wanted = { first: from, count: Math.max(to - from, 50) };
  const part = useWindowPart(connectionId, 'streams', wanted) ?? held;
  const count = part?.total ?? 0;
  const rowAt = (index: number): StreamRow | undefined => part?.rows[index - part.first];
  const ids = useId();
  const chosen = part?.rows.find((row) => expressionOf(row) === applied)?.stream;
  const marked = selected ?? chosen;
  const at = part?.rows.findIndex(({ stream }) => stream === marked) ?? -1;
  const index = at < 0 || part === undefined ? undefined : part.first + at;
  // A single stream is selected automatically.
  const shown = index === undefined ? (count === 1 ? rowAt(0) : undefined) : rowAt(index);

  const choose = (row: StreamRow | undefined): void => {
    if (row === undefined) return;
    setSelected(row.stream);
    addToFilter(connectionId, expressionOf(row), 'only');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = count - 1;
    const next = rowForKey(event.key, index, { start: last, count, page: rows.page });
    if (next !== undefined && count > 0) {
      const row = Math.min(Math.max(next, 0), last);
      rows.show(row);
      setSelected(rowAt(row)?.stream);
    } else if (event.key === ' ' && index !== undefined) {
      choose(rowAt(index));
    } else if (event.key === 'Enter' && index !== undefined) {
      choose(rowAt(index));
      showPanel(connectionId, 'packets');
    } else {
      return;
    }
    event.preventDefault();
  };

  const tracks = tracksOf(layout, (column) =>
    Math.max(
      0,
      ...(part?.rows ?? []).map((row) => lengthOf(() => cellText(column, row, origin, words))),
    ),
  );
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-(--h-tool) shrink-0 items-center gap-2 border-b border-line px-3">
        <p className="min-w-0 flex-1 py-1 text-xs text-fg-2">{t.hint}</p>
        {chosen !== undefined && (
          <Button onClick={() => clearFilter(connectionId)}>{t.showAll}</Button>
        )}
      </div>
      <RowGrid
        name={t.grid}
        focus="streams"
        attach={attach}
        rows={rows}
        count={count}
        columns={COLUMNS[layout]}
        tracks={tracks}
        heads={t.columns}
        headClass={headClasses(layout)}
        cellClass={cellClasses}
        active={index === undefined ? undefined : `${ids}-${index}`}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const clicked = rowIndexOf(event.target);
          if (clicked !== undefined) choose(rowAt(clicked));
        }}
        onDoubleClick={() => showPanel(connectionId, 'packets')}
        below={
          count === 0 && (
            <EmptyState title={t.empty} text={t.emptyHint}>
              <NextStep connectionId={connectionId} />
            </EmptyState>
          )
        }
      >
        {drawn.map((place) => {
          const row = rowAt(place);
          return row === undefined ? (
            <div key={`at ${place}`} style={{ height: ROW_HEIGHT[layout] }} />
          ) : (
            <RowBoundary
              key={row.stream}
              of={row}
              id={`${ids}-${place}`}
              index={place}
              height={ROW_HEIGHT[layout]}
            >
              <StreamRowView
                row={row}
                index={place}
                id={`${ids}-${place}`}
                selected={row.stream === marked}
                layout={layout}
                origin={origin}
              />
            </RowBoundary>
          );
        })}
      </RowGrid>
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
