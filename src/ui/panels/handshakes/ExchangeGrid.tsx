import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { useText } from '../../kit/language/useText.ts';
import { classes } from '../../kit/page/classes.ts';
import { ListedGrid } from '../../kit/rows/ListedGrid.tsx';
import { HEAD_HEIGHT, type ListLayout, ROW_HEIGHT } from '../../kit/rows/listLayout.ts';
import { isLink, rowIndexOf } from '../../kit/rows/rowIndex.ts';
import { keptScroller } from '../../kit/rows/rowScroller.ts';
import { useLargest } from '../../kit/rows/useLargest.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { select } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { chooseExchange, showPacketOfExchange } from '../../session/handshakes/actions.ts';
import { useHandshakes } from '../../session/handshakes/state.ts';
import { ExchangeRowView } from './ExchangeRowView.tsx';
import { type ExchangeList, exchangeList, wantedExchanges } from './exchangeList.ts';
import { COLUMNS, cellClasses, headClasses } from './look.ts';

/** Packet numbers from which their column is wider. */
const LARGE = 10_000;
/** µs: longer ones are told in minutes. */
const LONG = 59_000_000;

interface ExchangeGridProps {
  readonly connectionId: string;
  readonly layout: ListLayout;
  /** Number of the exchange that is shown. */
  readonly selected: number | undefined;
}

export const ExchangeGrid = memo(function ExchangeGrid(props: ExchangeGridProps) {
  const { connectionId, layout, selected } = props;
  const t = useText().handshakes;
  const { show, search } = useHandshakes(connectionId);
  const loop = useConnection(connectionId, 'loop')?.loop;
  const list = exchangeList(loop?.part('exchanges'), show, search);
  const rows = useRows({
    scroller: loop && keptScroller(loop, 'exchanges'),
    count: list.count,
    // The newest come in at the beginning; whoever looks at one should not lose it.
    first: -list.total,
    of: `${show} ${search}`,
    isHeld: selected !== undefined,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  useWindowPart(connectionId, 'exchanges', wantedExchanges(list, rows.from, rows.to, show, search));
  useRevealed(selected, list, rows.show);
  const at = selected === undefined ? undefined : list.indexOf(selected);

  // A row that a key leads to may have to be fetched first.
  const awaited = useRef<number | undefined>(undefined);
  const choose = (index: number): void => {
    const row = list.row(index);
    rows.show(index);
    awaited.current = row === undefined ? index : undefined;
    if (row !== undefined) chooseExchange(connectionId, row);
  };
  useEffect(() => {
    const row = awaited.current === undefined ? undefined : list.row(awaited.current);
    if (row === undefined) return;
    awaited.current = undefined;
    chooseExchange(connectionId, row);
  });
  const onKey = ({ key }: KeyboardEvent): boolean => {
    if (selected === undefined || (key !== 'Enter' && key !== 'Escape')) return false;
    if (key === 'Enter') showPacketOfExchange(connectionId);
    else select(connectionId, { packet: undefined });
    return true;
  };

  const shown = Array.from(
    { length: rows.to - rows.from },
    (_, place) => rows.from + place,
  ).flatMap((index) => list.row(index) ?? []);
  const { number, latency } = useLargest(`${connectionId} ${show} ${search}`, {
    number: Math.max(0, ...shown.map(({ packet }) => packet)),
    latency: Math.max(0, ...shown.map((row) => row.latency ?? 0)),
  });
  return (
    <ListedGrid
      name={t.grid}
      focus="handshakes"
      layout={layout}
      rows={rows}
      list={list}
      at={at}
      columns={COLUMNS}
      heads={t.columns}
      headClass={headClasses(layout)}
      cellClass={(column) => cellClasses(column, layout)}
      onMove={choose}
      onKey={onKey}
      onClick={(event) => {
        const index = rowIndexOf(event.target);
        if (index === undefined) return;
        const packet = list.row(index)?.packet;
        if (isLink(event.target) && packet !== undefined)
          showPacketOfExchange(connectionId, packet);
        else choose(index);
      }}
      className={classes(
        number >= LARGE && '[--number:84px]',
        latency >= LONG && '[--latency:96px]',
      )}
      row={(row, drawn) => (
        <ExchangeRowView key={row.exchange} row={row} layout={layout} {...drawn} />
      )}
    />
  );
});

/** An exchange that another pane selected comes into view. */
function useRevealed(
  selected: number | undefined,
  list: ExchangeList,
  show: (index: number) => void,
): void {
  const index = selected === undefined ? undefined : list.indexOf(selected);
  const shown = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (selected === shown.current || index === undefined) return;
    shown.current = selected;
    show(index);
  }, [selected, index, show]);
}
