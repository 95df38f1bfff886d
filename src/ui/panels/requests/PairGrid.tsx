import { type KeyboardEvent, useCallback } from 'react';
import {
  Button,
  EmptyState,
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
import { ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { heardFilters } from '../../session/connection/heardFilters.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useOrigin, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { selectPacket, showPacket } from '../../session/packets/actions.ts';
import { setPairs, useRequestsPlace } from '../../session/requests/requestsPlace.ts';
import { PairCell } from './PairCell.tsx';
import { packetFor } from './packetFor.ts';
import { type PairColumn, pairColumns, RIGHT } from './pairColumns.ts';

/** Rows have two lines at any width: a request has more facts than fit in one. */
const LAYOUT = 'phone';

/** The first packet of a pair. */
const packetOf = ({ request, reply }: RequestPair): number => request ?? reply ?? 0;

/** Requests of all conventions with their replies, newest first. */
export function PairGrid({ connectionId }: { connectionId: string }) {
  const { pairs: t, emptyStates } = useText();
  const origin = useOrigin(connectionId) ?? 0;
  const { show, search, chosen } = useRequestsPlace(connectionId).pairs;
  const { packet: selected } = useSelection(connectionId);
  const connection = useConnection(connectionId, 'loop', 'settings', 'subscriptions');
  const loop = connection?.loop;
  const held = loop?.part('pairs');
  // The reply may answer the previous filters.
  const isOf = held?.show === show && held.search === search;
  const part = isOf && held !== undefined ? newestFirst(held) : undefined;
  const total = part?.total ?? 0;
  const rows = useRows({
    scroller: loop && keptScroller(loop, 'pairs'),
    count: total,
    // New rows are inserted at the beginning. A row that the user selected stays in view.
    first: -total,
    of: `${show} ${search}`,
    isHeld: chosen !== undefined && chosen === selected,
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
    else if (event.key === 'Escape' && chosen !== undefined)
      setPairs(connectionId, { chosen: undefined });
    else return;
    event.preventDefault();
  };
  return (
    <>
      {held !== undefined && held.forgotten > 0 && (
        <p className="shrink-0 border-b border-line bg-warn-bg px-3 py-1 text-xs text-fg-2">
          {t.forgotten(held.forgotten)}
        </p>
      )}
      <ListGrid
        name={t.grid}
        focus="requests"
        layout={LAYOUT}
        columns={pairColumns(largest, isDated)}
        heads={t.columns}
        right={RIGHT}
        list={{ ...rows, part }}
        keyOf={(pair) => String(packetOf(pair))}
        selected={chosen === undefined ? undefined : String(chosen)}
        onSelect={(pair) => {
          setPairs(connectionId, { chosen: packetOf(pair) });
          selectPacket(connectionId, packetOf(pair));
        }}
        onPacket={(packet) => showPacket(connectionId, packet)}
        onKey={onKey}
        cell={cell}
        empty={
          part !== undefined &&
          (show === 'all' && search === '' ? (
            <EmptyState title={t.empty.title} text={t.empty.text} />
          ) : (
            <EmptyState title={t.empty.filtered} text={t.empty.filteredText}>
              <Button onClick={() => setPairs(connectionId, { show: 'all', search: '' })}>
                {emptyStates.next.showAll}
              </Button>
            </EmptyState>
          ))
        }
      />
    </>
  );
}
