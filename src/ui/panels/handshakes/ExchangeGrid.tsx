import { type KeyboardEvent, memo } from 'react';
import {
  Button,
  EmptyState,
  HEAD_HEIGHT,
  keptScroller,
  type ListLayout,
  ROW_HEIGHT,
  useLargest,
  useRows,
  useText,
} from '#kit';
import { ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { NextStep } from '../../pieces/NextStep.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { select } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { chooseExchange, showPacketOfExchange } from '../../session/handshakes/actions.ts';
import { setHandshakes, useHandshakes } from '../../session/handshakes/state.ts';
import { exchangeCell } from './ExchangeCell.tsx';
import { exchangeColumns, RIGHT } from './exchangeColumns.ts';
import { exchangeList, wantedExchanges } from './exchangeList.ts';

interface ExchangeGridProps {
  readonly connectionId: string;
  readonly layout: ListLayout;
  /** Number of the exchange that is shown. */
  readonly selected: number | undefined;
}

export const ExchangeGrid = memo(function ExchangeGrid(props: ExchangeGridProps) {
  const { connectionId, layout, selected } = props;
  const { handshakes: t, emptyStates } = useText();
  const { show, search } = useHandshakes(connectionId);
  const loop = useConnection(connectionId, 'loop')?.loop;
  const reply = loop?.part('exchanges');
  const list = exchangeList(reply, show, search);
  const rows = useRows({
    scroller: loop && keptScroller(loop, 'exchanges'),
    count: list.part?.total ?? 0,
    // New rows are inserted at the beginning. The selected row stays in view.
    first: -list.total,
    of: `${show} ${search}`,
    isHeld: selected !== undefined,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  useWindowPart(connectionId, 'exchanges', wantedExchanges(list, rows.from, rows.to, show, search));
  const loaded = list.part?.rows ?? [];
  const largest = useLargest(`${connectionId} ${show} ${search}`, {
    number: Math.max(0, ...loaded.map(({ packet }) => packet)),
    latency: Math.max(0, ...loaded.map((row) => row.latency ?? 0)),
  });
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || selected === undefined) return;
    event.preventDefault();
    select(connectionId, { packet: undefined });
  };
  return (
    <ListGrid
      name={t.grid}
      focus="handshakes"
      layout={layout}
      columns={exchangeColumns(largest)}
      heads={t.columns}
      right={RIGHT}
      list={{ ...rows, part: list.part }}
      keyOf={({ exchange }) => String(exchange)}
      selected={selected === undefined ? undefined : String(selected)}
      at={selected === undefined ? undefined : list.indexOf(selected)}
      onSelect={(row) => chooseExchange(connectionId, row)}
      onOpen={() => showPacketOfExchange(connectionId)}
      onPacket={(packet) => showPacketOfExchange(connectionId, packet)}
      onKey={onKey}
      tone={({ hasProblem, isWarning = false }) =>
        hasProblem ? (isWarning ? 'warn' : 'err') : undefined
      }
      cell={exchangeCell}
      empty={
        list.part !== undefined &&
        reply?.unexamined === undefined &&
        (show === 'all' && search === '' ? (
          <EmptyState title={t.empty.title} text={t.empty.text}>
            <NextStep connectionId={connectionId} />
          </EmptyState>
        ) : (
          <EmptyState title={t.empty.filtered} text={t.empty.filteredText}>
            <Button onClick={() => setHandshakes(connectionId, { show: 'all', search: '' })}>
              {emptyStates.next.showAll}
            </Button>
          </EmptyState>
        ))
      }
    />
  );
});
