import { type KeyboardEvent, type MouseEvent, useId } from 'react';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { HEAD_HEIGHT, type ListLayout, ROW_HEIGHT } from '../../kit/rows/listLayout.ts';
import { RowGrid } from '../../kit/rows/RowGrid.tsx';
import { linkedPacket, rowIndexOf } from '../../kit/rows/rowIndex.ts';
import { rowForKey } from '../../kit/rows/rowKeys.ts';
import { keptScroller } from '../../kit/rows/rowScroller.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { NextStep } from '../../pieces/NextStep.tsx';
import { useConnection } from '../../session/connections.ts';
import { setHandshakes, useHandshakes } from '../../session/handshakes/state.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { select, useSelection } from '../../session/selection.ts';
import { useWindowPart } from '../../session/useWindowPart.ts';
import { ReplyRowView } from './ReplyRowView.tsx';
import { replyList, wantedReplies } from './replyList.ts';
import { cellClasses, headClasses, REPLY_COLUMNS } from './replyLook.ts';

interface ReplyGridProps {
  readonly connectionId: string;
  readonly layout: ListLayout;
}

/** Requests with their replies, newest first; replies whose request was not seen, too. */
export function ReplyGrid({ connectionId, layout }: ReplyGridProps) {
  const { replies: t, emptyStates } = useText();
  const { next } = emptyStates;
  const { replyShow: show, replySearch: search } = useHandshakes(connectionId);
  const selected = useSelection(connectionId).packet;
  const loop = useConnection(connectionId, 'loop')?.loop;
  const reply = loop?.part('replies');
  const list = replyList(reply, show, search);
  const at = selected === undefined ? undefined : list.indexOf(selected);
  const { attach, ...rows } = useRows({
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
  const ids = useId();

  const choose = (index: number): void => {
    const row = list.row(index);
    rows.show(index);
    if (row !== undefined) select(connectionId, { packet: row.request ?? row.reply });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = rowForKey(event.key, at, { start: rows.top, count: list.count, page: rows.page });
    const row = at === undefined ? undefined : list.row(at);
    const packets = [row?.request, row?.reply].filter((packet) => packet !== undefined);
    const packet = event.shiftKey ? packets.at(-1) : packets[0];
    if (to !== undefined && list.count > 0) choose(Math.min(Math.max(to, 0), list.count - 1));
    else if (event.key === 'Enter' && packet !== undefined) showPacket(connectionId, packet);
    else if (event.key === 'Escape' && at !== undefined)
      select(connectionId, { packet: undefined });
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent): void => {
    const packet = linkedPacket(event.target);
    const index = rowIndexOf(event.target);
    if (packet !== undefined) showPacket(connectionId, packet);
    else if (index !== undefined) choose(index);
  };

  const drawn = Array.from({ length: rows.to - rows.from }, (_, place) => rows.from + place);
  const isDrawn = at !== undefined && drawn.includes(at);
  return (
    <>
      {reply !== undefined && reply.forgotten > 0 && (
        <p className="shrink-0 border-b border-line bg-warn-bg px-3 py-1 text-xs text-fg-2">
          {t.forgotten(reply.forgotten)}
        </p>
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <RowGrid
          name={t.grid}
          focus="handshakes"
          attach={attach}
          rows={rows}
          count={list.count}
          columns={REPLY_COLUMNS}
          heads={t.columns}
          headClass={headClasses(layout)}
          cellClass={(column) => cellClasses(column, layout)}
          active={isDrawn ? `${ids}-${at}` : undefined}
          onKeyDown={onKeyDown}
          onClick={onClick}
        >
          {drawn.map((index) => {
            const row = list.row(index);
            return row === undefined ? (
              <div key={`at ${index}`} style={{ height: ROW_HEIGHT[layout] }} />
            ) : (
              <ReplyRowView
                key={row.number}
                row={row}
                index={index}
                id={`${ids}-${index}`}
                selected={index === at}
                layout={layout}
              />
            );
          })}
        </RowGrid>
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
