import { type KeyboardEvent, type ReactNode, useCallback } from 'react';
import {
  HEAD_HEIGHT,
  hasDate,
  keptScroller,
  newestFirst,
  ROW_HEIGHT,
  useRows,
  useText,
  wantedRows,
} from '#kit';
import type { RequestPair } from '../../../engine/requestResponse/pair.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { heardFilters } from '../../session/connection/heardFilters.ts';
import { useOrigin, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { selectPacket, showPacket } from '../../session/packets/actions.ts';
import { ListGrid } from '../lists/ListGrid.tsx';
import { PairCell } from './PairCell.tsx';
import { packetFor } from './packetFor.ts';
import { type PairColumn, pairColumns, RIGHT } from './pairColumns.ts';
import { type PairPlace, packetOf } from './pairPlace.ts';

export interface PairsProps {
  readonly connectionId: string;
  /** Current filters, and the function that changes them. */
  readonly place: PairPlace;
  readonly onPlace: (change: Partial<PairPlace>) => void;
  /** Name for the focus, and for the kept scroll position. */
  readonly focus: string;
}

interface PairGridProps extends PairsProps {
  /** Content of an empty list. */
  readonly empty: ReactNode;
}

/** The list is narrower than a whole view: rows have two lines. */
const LAYOUT = 'phone';

/** Requests of all conventions with their replies, newest first. */
export function PairGrid(props: PairGridProps) {
  const { connectionId, place, onPlace, focus } = props;
  const t = useText().pairs;
  const origin = useOrigin(connectionId) ?? 0;
  const { show, search, chosen } = place;
  const connection = useConnection(connectionId, 'loop', 'settings', 'subscriptions');
  const loop = connection?.loop;
  const held = loop?.part('pairs');
  // The reply may answer the previous filters.
  const isOf = held?.show === show && held.search === search;
  const part = isOf && held !== undefined ? newestFirst(held) : undefined;
  const total = part?.total ?? 0;
  const rows = useRows({
    scroller: loop && keptScroller(loop, `pairs ${focus}`),
    count: total,
    // New rows are inserted at the beginning. The selected row stays in view.
    first: -total,
    of: `${show} ${search}`,
    isHeld: chosen !== undefined,
    rowHeight: ROW_HEIGHT[LAYOUT],
    head: HEAD_HEIGHT[LAYOUT],
  });
  const which = { show, search, heard: heardFilters(connection) };
  const wanted = wantedRows(total, rows.from, rows.to);
  useWindowPart(connectionId, 'pairs', { ...wanted, ...which });
  const loaded = part?.rows ?? [];
  const largest = Math.max(0, ...loaded.flatMap(({ request = 0, reply = 0 }) => [request, reply]));
  const isDated = loaded.some(({ time }) => hasDate(origin, time));
  const cell = useCallback(
    (pair: RequestPair, column: PairColumn) => (
      <PairCell pair={pair} column={column} origin={origin} />
    ),
    [origin],
  );
  const onKey = (event: KeyboardEvent): void => {
    const pair = loaded.find((one) => packetOf(one) === chosen);
    const packet = packetFor(pair, event);
    if (event.key === 'Enter' && packet !== undefined) showPacket(connectionId, packet);
    else if (event.key === 'Escape' && chosen !== undefined) onPlace({ chosen: undefined });
    else return;
    event.preventDefault();
  };
  return (
    <ListGrid
      name={t.grid}
      focus={focus}
      layout={LAYOUT}
      columns={pairColumns(largest, isDated)}
      heads={t.columns}
      right={RIGHT}
      list={{ ...rows, part }}
      keyOf={(pair) => String(packetOf(pair))}
      selected={chosen === undefined ? undefined : String(chosen)}
      onSelect={(pair) => {
        onPlace({ chosen: packetOf(pair) });
        selectPacket(connectionId, packetOf(pair));
      }}
      onPacket={(packet) => showPacket(connectionId, packet)}
      onKey={onKey}
      cell={cell}
      empty={props.empty}
    />
  );
}
