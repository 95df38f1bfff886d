import { type KeyboardEvent, type MouseEvent, useId } from 'react';
import { useText } from '../../kit/language/useText.ts';
import { HEAD_HEIGHT, ROW_HEIGHT, useListLayout } from '../../kit/rows/listLayout.ts';
import { RowGrid } from '../../kit/rows/RowGrid.tsx';
import { linkedPacket, rowIndexOf } from '../../kit/rows/rowIndex.ts';
import { rowForKey } from '../../kit/rows/rowKeys.ts';
import { keptScroller } from '../../kit/rows/rowScroller.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { useConnection } from '../../session/connections.ts';
import { heardFilters } from '../../session/heardFilters.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { select } from '../../session/selection.ts';
import { useOrigin, useWindowPart } from '../../session/useWindowPart.ts';
import { PairRow } from './PairRow.tsx';
import type { PairsProps } from './Pairs.tsx';
import { packetOf, pairList, wantedPairs } from './pairList.ts';
import { COLUMNS, cellClasses, headClasses } from './pairLook.ts';

/** Requests with their replies, newest first. */
export function PairGrid(props: PairsProps) {
  const { connectionId, convention, place, onPlace, focus, isTight = false } = props;
  const t = useText().pairs;
  const whole = useListLayout();
  const layout = isTight ? 'phone' : whole;
  const origin = useOrigin(connectionId) ?? 0;
  const { show, search, chosen } = place;
  const connection = useConnection(connectionId, 'loop', 'settings', 'subscriptions');
  const loop = connection?.loop;
  const list = pairList(loop?.part('pairs'), { convention, show, search });
  const { attach, ...rows } = useRows({
    scroller: loop && keptScroller(loop, `pairs ${focus}`),
    count: list.count,
    // The newest come in at the beginning; whoever looks at one should not lose it.
    first: -list.count,
    of: `${convention} ${show} ${search}`,
    isHeld: chosen !== undefined,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  const which = { convention, show, search, heard: heardFilters(connection) };
  useWindowPart(connectionId, 'pairs', wantedPairs(list, rows.from, rows.to, which));
  const ids = useId();
  const at = chosen === undefined ? undefined : list.indexOf(chosen);

  const choose = (index: number): void => {
    const pair = list.row(index);
    rows.show(index);
    if (pair === undefined) return;
    onPlace({ chosen: packetOf(pair) });
    select(connectionId, { packet: packetOf(pair) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = rowForKey(event.key, at, { start: rows.top, count: list.count, page: rows.page });
    const pair = at === undefined ? undefined : list.row(at);
    const packets = [pair?.request, pair?.reply].filter((packet) => packet !== undefined);
    const packet = event.shiftKey ? packets.at(-1) : packets[0];
    if (to !== undefined && list.count > 0) choose(Math.min(Math.max(to, 0), list.count - 1));
    else if (event.key === 'Enter' && packet !== undefined) showPacket(connectionId, packet);
    else if (event.key === 'Escape' && chosen !== undefined) onPlace({ chosen: undefined });
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent): void => {
    const packet = linkedPacket(event.target);
    const index = rowIndexOf(event.target);
    if (index !== undefined) choose(index);
    if (packet !== undefined) showPacket(connectionId, packet);
  };

  const drawn = Array.from({ length: rows.to - rows.from }, (_, place) => rows.from + place);
  const isDrawn = at !== undefined && drawn.includes(at);
  return (
    <RowGrid
      name={t.grid}
      focus={focus}
      attach={attach}
      rows={rows}
      count={list.count}
      columns={COLUMNS}
      heads={t.columns}
      headClass={headClasses(layout)}
      cellClass={(column) => cellClasses(column, layout)}
      active={isDrawn ? `${ids}-${at}` : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {drawn.map((index) => {
        const pair = list.row(index);
        return pair === undefined ? (
          <div key={`at ${index}`} style={{ height: ROW_HEIGHT[layout] }} />
        ) : (
          <PairRow
            key={packetOf(pair)}
            pair={pair}
            index={index}
            id={`${ids}-${index}`}
            selected={packetOf(pair) === chosen}
            layout={layout}
            origin={origin}
          />
        );
      })}
    </RowGrid>
  );
}
