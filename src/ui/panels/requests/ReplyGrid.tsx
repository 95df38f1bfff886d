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
import { useConnection } from '../../session/connection/connections.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { selectPacket, showPacket } from '../../session/packets/actions.ts';
import { setReplies, useRequestsPlace } from '../../session/requests/requestsPlace.ts';
import { packetFor } from './packetFor.ts';
import { replyCell } from './ReplyCell.tsx';
import { RIGHT, replyColumns } from './replyColumns.ts';

interface ReplyGridProps {
  readonly connectionId: string;
  readonly layout: ListLayout;
}

/** Requests with their replies, newest first, including replies whose request was not seen. */
export function ReplyGrid({ connectionId, layout }: ReplyGridProps) {
  const { replies: t, emptyStates } = useText();
  const { show, search, chosen: packet } = useRequestsPlace(connectionId).replies;
  const { packet: selected } = useSelection(connectionId);
  const loop = useConnection(connectionId, 'loop')?.loop;
  const held = loop?.part('replies');
  // The reply may answer the previous filters.
  const reply = held?.show === show && held.search === search ? held : undefined;
  const part = reply && newestFirst(reply);
  const chosen = part?.rows.find(
    (row) => packet !== undefined && (row.request === packet || row.reply === packet),
  );
  const total = part?.total ?? 0;
  const rows = useRows({
    scroller: loop && keptScroller(loop, 'replies'),
    count: total,
    // New rows are inserted at the beginning. A row that the user selected stays in view.
    first: -total,
    of: `${show} ${search}`,
    isHeld: packet !== undefined && packet === selected,
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
    const to = packetFor(chosen, event);
    if (event.key === 'Enter' && to !== undefined) showPacket(connectionId, to);
    else if (event.key === 'Escape' && packet !== undefined)
      setReplies(connectionId, { chosen: undefined });
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
          const first = request ?? to;
          if (first === undefined) return;
          setReplies(connectionId, { chosen: first });
          selectPacket(connectionId, first);
        }}
        onPacket={(to) => showPacket(connectionId, to)}
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
              <Button onClick={() => setReplies(connectionId, { show: 'all', search: '' })}>
                {emptyStates.next.showAll}
              </Button>
            </EmptyState>
          ))
        }
      />
    </>
  );
}
