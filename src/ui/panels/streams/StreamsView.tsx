import { useCallback, useState } from 'react';
import { EmptyState, HEAD_HEIGHT, ROW_HEIGHT, useListLayout, useRows, useText } from '#kit';
import type { StreamRow } from '../../../engine/streams/streamFacts.ts';
import { ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { NextStep } from '../../pieces/NextStep.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { useOrigin, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { addToFilter, useFilter } from '../../session/filter/filters.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { cellText } from './cellText.ts';
import { type Column, RIGHT, streamColumns } from './columns.ts';
import { StreamCell } from './StreamCell.tsx';
import { StreamDetail } from './StreamDetail.tsx';

const expressionOf = ({ stream }: StreamRow): string => `stream == ${stream}`;

/** All transport connections of the capture, and below them the selected one. */
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
  const showPackets = (row: StreamRow): void => {
    addToFilter(connectionId, expressionOf(row), 'only');
    showPanel(connectionId, 'packets');
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
        onOpen={showPackets}
        cell={cell}
        empty={
          <EmptyState title={t.empty} text={t.emptyHint}>
            <NextStep connectionId={connectionId} />
          </EmptyState>
        }
      />
      {shown !== undefined && (
        <StreamDetail
          key={shown.stream}
          connectionId={connectionId}
          row={shown}
          first={Math.min(0, part?.first === 0 ? (part.rows[0]?.opened ?? 0) : 0)}
          origin={origin}
          onShowPackets={() => showPackets(shown)}
        />
      )}
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
