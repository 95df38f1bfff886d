import type { KeyboardEvent, MouseEvent } from 'react';
import { Button } from '../../kit/controls/Button.tsx';
import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { ListedGrid } from '../../kit/rows/ListedGrid.tsx';
import { HEAD_HEIGHT, type ListLayout, ROW_HEIGHT } from '../../kit/rows/listLayout.ts';
import { linkedPacket, rowIndexOf } from '../../kit/rows/rowIndex.ts';
import { keptScroller } from '../../kit/rows/rowScroller.ts';
import { useLargest } from '../../kit/rows/useLargest.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { NextStep } from '../../pieces/NextStep.tsx';
import { packetFor } from '../../pieces/pairs/packetFor.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { select, useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { setHandshakes, useHandshakes } from '../../session/handshakes/state.ts';
import { selectPacket, showPacket } from '../../session/packets/actions.ts';
import { ReplyRowView } from './ReplyRowView.tsx';
import { replyList, wantedReplies } from './replyList.ts';
import { cellClasses, headClasses, REPLY_COLUMNS } from './replyLook.ts';

/** From here on packet numbers need more room. */
const LARGE = 10_000;

interface ReplyGridProps {
  readonly connectionId: string;
  readonly layout: ListLayout;
}

/** Requests with their replies, newest first, including replies whose request was not seen. */
export function ReplyGrid({ connectionId, layout }: ReplyGridProps) {
  const { replies: t, emptyStates } = useText();
  const { next } = emptyStates;
  const { replyShow: show, replySearch: search } = useHandshakes(connectionId);
  const selected = useSelection(connectionId).packet;
  const loop = useConnection(connectionId, 'loop')?.loop;
  const reply = loop?.part('replies');
  const list = replyList(reply, show, search);
  const at = selected === undefined ? undefined : list.indexOf(selected);
  const rows = useRows({
    scroller: loop && keptScroller(loop, 'replies'),
    count: list.count,
    // The newest come in at the beginning; whoever looks at one should not lose it.
    first: -list.count,
    of: `${show} ${search}`,
    isHeld: at !== undefined,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  useWindowPart(connectionId, 'replies', wantedReplies(list, rows.from, rows.to, { show, search }));

  const shown = Array.from({ length: rows.to - rows.from }, (_, place) =>
    list.row(rows.from + place),
  );
  const { number } = useLargest(connectionId, {
    number: Math.max(0, ...shown.flatMap((row) => [row?.request ?? 0, row?.reply ?? 0])),
  });

  const choose = (index: number): void => {
    const row = list.row(index);
    rows.show(index);
    const packet = row?.request ?? row?.reply;
    if (packet !== undefined) selectPacket(connectionId, packet);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const row = at === undefined ? undefined : list.row(at);
    const packet = packetFor(row, event);
    if (event.key === 'Enter' && packet !== undefined) showPacket(connectionId, packet);
    else if (event.key === 'Escape' && at !== undefined)
      select(connectionId, { packet: undefined });
    else return false;
    return true;
  };
  const onClick = (event: MouseEvent): void => {
    const packet = linkedPacket(event.target);
    const index = rowIndexOf(event.target);
    if (packet !== undefined) showPacket(connectionId, packet);
    else if (index !== undefined) choose(index);
  };

  return (
    <>
      {reply !== undefined && reply.forgotten > 0 && (
        <p className="shrink-0 border-b border-line bg-warn-bg px-3 py-1 text-xs text-fg-2">
          {t.forgotten(reply.forgotten)}
        </p>
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <ListedGrid
          name={t.grid}
          focus="handshakes"
          layout={layout}
          rows={rows}
          list={list}
          at={at}
          columns={REPLY_COLUMNS}
          heads={t.columns}
          headClass={headClasses(layout)}
          cellClass={(column) => cellClasses(column, layout)}
          onMove={choose}
          onKey={onKey}
          onClick={onClick}
          className={number >= LARGE && '[--number:84px]'}
          row={(row, drawn) => (
            <ReplyRowView key={row.number} row={row} layout={layout} {...drawn} />
          )}
        />
        {reply?.total === 0 && (
          <div className="pointer-events-none absolute inset-x-0 top-1/4 *:pointer-events-auto">
            {show === 'all' && search === '' ? (
              <EmptyState title={t.empty.title} text={t.empty.text}>
                <NextStep connectionId={connectionId} />
              </EmptyState>
            ) : (
              <EmptyState title={t.empty.filtered} text={t.empty.filteredText}>
                <Button
                  onClick={() => setHandshakes(connectionId, { replyShow: 'all', replySearch: '' })}
                >
                  {next.showAll}
                </Button>
              </EmptyState>
            )}
          </div>
        )}
      </div>
    </>
  );
}
