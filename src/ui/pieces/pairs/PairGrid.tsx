import type { KeyboardEvent, MouseEvent } from 'react';
import { useText } from '../../kit/language/useText.ts';
import { ListedGrid } from '../../kit/rows/ListedGrid.tsx';
import { HEAD_HEIGHT, ROW_HEIGHT, useListLayout } from '../../kit/rows/listLayout.ts';
import { linkedPacket, rowIndexOf } from '../../kit/rows/rowIndex.ts';
import { keptScroller } from '../../kit/rows/rowScroller.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { heardFilters } from '../../session/connection/heardFilters.ts';
import { useOrigin, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { selectPacket, showPacket } from '../../session/packets/actions.ts';
import { PairRow } from './PairRow.tsx';
import { packetFor } from './packetFor.ts';
import { type PairPlace, packetOf, pairList, wantedPairs } from './pairList.ts';
import { COLUMNS, cellClasses, headClasses, tracksFor } from './pairLook.ts';

export interface PairsProps {
  readonly connectionId: string;
  /** Whose; undefined: those of all conventions. */
  readonly convention?: string;
  /** Current filters, and the function that changes them. */
  readonly place: PairPlace;
  readonly onPlace: (change: Partial<PairPlace>) => void;
  /** By which the focus can be sent to the list, and its place is kept. */
  readonly focus: string;
  /** It has not the room of a whole view: rows have two lines. */
  readonly isTight?: boolean;
}

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
  const rows = useRows({
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
  const at = chosen === undefined ? undefined : list.indexOf(chosen);
  let largest = 0;
  for (let index = rows.from; index < rows.to; index += 1) {
    const { request = 0, reply = 0 } = list.row(index) ?? {};
    largest = Math.max(largest, request, reply);
  }

  const choose = (index: number): void => {
    const pair = list.row(index);
    rows.show(index);
    if (pair === undefined) return;
    onPlace({ chosen: packetOf(pair) });
    selectPacket(connectionId, packetOf(pair));
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const packet = packetFor(at === undefined ? undefined : list.row(at), event);
    if (event.key === 'Enter' && packet !== undefined) showPacket(connectionId, packet);
    else if (event.key === 'Escape' && chosen !== undefined) onPlace({ chosen: undefined });
    else return false;
    return true;
  };
  const onClick = (event: MouseEvent): void => {
    const packet = linkedPacket(event.target);
    const index = rowIndexOf(event.target);
    if (index !== undefined) choose(index);
    if (packet !== undefined) showPacket(connectionId, packet);
  };

  return (
    <ListedGrid
      name={t.grid}
      focus={focus}
      layout={layout}
      rows={rows}
      list={list}
      at={at}
      columns={COLUMNS}
      heads={t.columns}
      tracks={tracksFor(layout, largest)}
      headClass={headClasses(layout)}
      cellClass={(column) => cellClasses(column, layout)}
      onMove={choose}
      onKey={onKey}
      onClick={onClick}
      row={(pair, drawn) => (
        <PairRow
          key={packetOf(pair)}
          pair={pair}
          isOfAll={convention === undefined}
          layout={layout}
          origin={origin}
          {...drawn}
        />
      )}
    />
  );
}
