import type { KeyboardEvent } from 'react';
import {
  Button,
  EmptyState,
  HEAD_HEIGHT,
  keptScroller,
  type ListLayout,
  newestFirst,
  ROW_HEIGHT,
  useLargest,
  useRows,
  useText,
  wantedRows,
} from '#kit';
import { ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { NextStep } from '../../pieces/NextStep.tsx';
import { packetFor } from '../../pieces/pairs/packetFor.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { select, useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { selectPacket, showPacket } from '../../session/packets/actions.ts';
import { setRequestsPlace, useRequestsPlace } from '../../session/requests/requestsPlace.ts';
import { replyCell } from './ReplyCell.tsx';
import { RIGHT, replyColumns } from './replyColumns.ts';

interface ReplyGridProps {
  readonly connectionId: string;
  readonly layout: ListLayout;
}

/** Requests with their replies, newest first, including replies whose request was not seen. */
export function ReplyGrid({ connectionId, layout }: ReplyGridProps) {
  const { replies: t, emptyStates } = useText();
  const { replyShow: show, replySearch: search } = useRequestsPlace(connectionId);
  const selected = useSelection(connectionId).packet;
  const loop = useConnection(connectionId, 'loop')?.loop;
  const held = loop?.part('replies');
  // The reply may answer the previous filters.
  const reply = held?.show === show && held.search === search ? held : undefined;
  const part = reply && newestFirst(reply);
  const chosen = part?.rows.find(
    (row) => selected !== undefined && (row.request === selected || row.reply === selected),
  );
  const total = part?.total ?? 0;
  const rows = useRows({
    scroller: loop && keptScroller(loop, 'replies'),
    count: total,
    // New rows are inserted at the beginning. The selected row stays in view.
    first: -total,
    of: `${show} ${search}`,
    isHeld: chosen !== undefined,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  const wanted = wantedRows(total, rows.from, rows.to);
  useWindowPart(connectionId, 'replies', { ...wanted, show, search });
  const { number } = useLargest(connectionId, {
    number: Math.max(
      0,
      ...(part?.rows ?? []).flatMap(({ request = 0, reply: to = 0 }) => [request, to]),
    ),
  });
  const onKey = (event: KeyboardEvent): void => {
    if (chosen === undefined) return;
    const packet = packetFor(chosen, event);
    if (event.key === 'Enter' && packet !== undefined) showPacket(connectionId, packet);
    else if (event.key === 'Escape') select(connectionId, { packet: undefined });
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
        layout={layout}
        columns={replyColumns(number)}
        heads={t.columns}
        right={RIGHT}
        list={{ ...rows, part }}
        keyOf={(row) => String(row.number)}
        selected={chosen && String(chosen.number)}
        onSelect={({ request, reply: to }) => {
          const packet = request ?? to;
          if (packet !== undefined) selectPacket(connectionId, packet);
        }}
        onPacket={(packet) => showPacket(connectionId, packet)}
        onKey={onKey}
        cell={replyCell}
        empty={
          part !== undefined &&
          (show === 'all' && search === '' ? (
            <EmptyState title={t.empty.title} text={t.empty.text}>
              <NextStep connectionId={connectionId} />
            </EmptyState>
          ) : (
            <EmptyState title={t.empty.filtered} text={t.empty.filteredText}>
              <Button
                onClick={() =>
                  setRequestsPlace(connectionId, { replyShow: 'all', replySearch: '' })
                }
              >
                {emptyStates.next.showAll}
              </Button>
            </EmptyState>
          ))
        }
      />
    </>
  );
}
