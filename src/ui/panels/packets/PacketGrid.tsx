import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react';
import {
  DialogBoundary,
  HEAD_HEIGHT,
  hasDate,
  isMenuKey,
  keptScroller,
  type ListLayout,
  later,
  loadedLater,
  nothing,
  ROW_HEIGHT,
  RowBoundary,
  RowGrid,
  rowForKey,
  seconds,
  timeColumn,
  useFirstText,
  useLargest,
  useLoaded,
  useRows,
  useWidth,
  WaitsOver,
} from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { publishFlags } from '../../../engine/window/packetTypes.ts';
import type { PacketRow } from '../../../engine/window/window.ts';
import type { FirstTexts } from '../../../i18n/en/first.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { select, useSelection } from '../../session/connection/selection.ts';
import { useCounters, useOrigin, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { useFilter } from '../../session/filter/filters.ts';
import { useRefreshWhilePaused } from '../../session/filter/useRefreshWhilePaused.ts';
import { stepInExchange } from '../../session/handshakes/actions.ts';
import { copyByKey } from '../../session/packet/copyByKey.ts';
import { setFollowing } from '../../session/packets/actions.ts';
import {
  type Column,
  type ColumnChoice,
  columnsOf,
  exchangeColumnsOf,
  isKey,
  type KeyColumn,
  keyName,
  NARROW,
  tracksOf,
  useColumnChoice,
} from '../../session/packets/columns.ts';
import { useLayout } from '../../session/view/layout.ts';
import { setView, useView } from '../../session/view/tabView.ts';
import { isGapless, leftOver, listed, wantedRows } from './listed.ts';
import { cellClasses, headClasses } from './look.ts';
import { PacketRowView } from './PacketRowView.tsx';
import { useGridPointer } from './useGridPointer.ts';
import { useKeptInSight, usePending, useRevealed, useUnseen } from './useRevealed.ts';
import { heightOf, useWrongLines } from './wrongLines.ts';

/** px of a row in wire mode. */
const WIRE_HEIGHT = 24;
/** px that a column of numbers needs for one, in the widest of the fonts. */
const widthOf = (value: number): number => 17 + 7.5 * grouped(value).length;
/** px of the flags of a message: QoS, another one, and all of them. */
const FLAGS = { qos: 56, two: 108, all: 160 } as const;

function flagsWidth({ packetType, flags, withheld }: PacketRow): number {
  if (withheld === true) return FLAGS.two;
  if (packetType !== PUBLISH) return 0;
  const { dup, retain } = publishFlags(flags);
  if (dup && retain) return FLAGS.all;
  return dup || retain ? FLAGS.two : FLAGS.qos;
}

const secondOf = (origin: number, { time }: PacketRow) => Math.floor((origin + time / 1000) / 1000);

const isSameSecond = (origin: number, before: PacketRow | undefined, row: PacketRow): boolean =>
  before !== undefined && secondOf(origin, before) === secondOf(origin, row);

/** Arrows without a word have no room for a head. */
function headsOf(
  { columns, payloadAndChanges }: Heads,
  layout: ListLayout,
  isFolded: boolean,
  columnKeys: readonly KeyColumn[],
  choice: ColumnChoice,
) {
  const isShort = isFolded ? layout === 'phone' : layout !== 'wide';
  const direction: ReactNode = isShort ? (
    <span className="sr-only">{columns.direction}</span>
  ) : (
    columns.direction
  );
  return {
    ...columns,
    ...Object.fromEntries(
      columnKeys.map((key) => [
        key,
        <bdi key={key} title={visibleText(key)}>
          {keyName(key, choice)}
        </bdi>,
      ]),
    ),
    ...(isFolded && { payload: payloadAndChanges }),
    direction,
  };
}

const ChangeBand = later(async () => (await import('./ChangeBand.tsx')).ChangeBand, {
  Waits: nothing,
});
const TailPill = later(async () => (await import('./TailPill.tsx')).TailPill, { Waits: nothing });
const PacketMenu = later(
  async () => (await import('../../pieces/packetMenu/PacketMenu.tsx')).PacketMenu,
  { Waits: WaitsOver },
);
/** Drawn after its idle fetch, because users do not resize columns in the first moments. */
const columnEdge = loadedLater(async () => (await import('./ColumnEdge.tsx')).ColumnEdge, {
  idle: 'first',
});

type Heads = Pick<FirstTexts['packets'], 'columns' | 'payloadAndChanges'>;

interface PacketGridProps {
  readonly connectionId: string;
  readonly layout: ListLayout;
  /** Enter: to the fields of the selected packet. */
  readonly onOpen: () => void;
}

export function PacketGrid({ connectionId, layout, onOpen }: PacketGridProps) {
  const t = useFirstText().packets;
  const view = useView(connectionId);
  const { packet: selected, isFirst } = useSelection(connectionId);
  const origin = useOrigin(connectionId) ?? 0;
  const counters = useCounters(connectionId);
  const { loop, file, ended } = useConnection(connectionId, 'loop', 'file', 'ended') ?? {};
  const { applied } = useFilter(connectionId);
  const known = loop?.part('packets');
  const reply = ended === undefined ? known : leftOver(known);
  const isAsked = !isGapless(reply, counters, applied);
  const position = useWindowPart(connectionId, 'packetPosition', isAsked ? selected : undefined);
  const list = listed(reply, counters, view, position);
  const isWire = useLayout((kept) => kept.wire) && layout === 'wide';
  const [room, measure] = useWidth();
  const lines = useWrongLines(connectionId, list, room, reply?.rows);
  const rowHeight = (isWire ? WIRE_HEIGHT : ROW_HEIGHT[layout]) + heightOf(lines);
  const chosen = useColumnChoice();
  const choice = layout === 'wide' ? chosen : NARROW;
  const [isHeld, setHeld] = useState(false);
  // Rows hold still under the pointer: they could not be hit otherwise.
  const following = view.following && !isHeld;
  const { attach, ...rows } = useRows({
    scroller: loop && keptScroller(loop, 'packets'),
    count: list.count,
    first: list.first,
    of: list.filter,
    rowHeight,
    head: HEAD_HEIGHT[layout],
    follow: following,
    onScrolledUp: () => setView(connectionId, { following: false }),
  });
  useWindowPart(connectionId, 'packets', {
    ...wantedRows(list, rows.from, rows.most, { ...view, following }),
    ...(isWire && { heads: true }),
    ...(choice.keys.length > 0 && { keys: choice.keys }),
  });
  useRevealed(selected, list, view.following || isFirst, rows.show);
  useRefreshWhilePaused(connectionId);
  const fresh = useUnseen(loop, list, rows.seen, counters?.filter?.done === false);
  const ids = useId();
  const { ofMany } = list;
  const isWanted = useLayout(({ grouping }) => grouping === 'exchanges');
  // The columns stay when the first rows arrive.
  const isFolded = known === undefined ? isWanted : list.isFolded;
  const columns = useMemo(
    () =>
      isFolded
        ? exchangeColumnsOf(layout, ofMany, room, choice)
        : columnsOf(layout, ofMany, room, choice, isWire),
    [layout, ofMany, isFolded, room, choice, isWire],
  );

  const choose = (index: number): void => {
    const packet = list.packetAt(index);
    if (packet === undefined) return;
    const topic = list.row(index)?.topic;
    select(connectionId, topic === undefined ? { packet } : { packet, topic });
    setView(connectionId, { following: false });
  };
  const { chooseOnceKnown, awaited } = usePending(list, choose);
  const goTo = (index: number): void => {
    rows.show(index);
    setView(connectionId, { following: false });
    chooseOnceKnown(index);
  };
  const rowId = (index: number): string => `${ids}-${list.first + index}`;
  const selectedIndex = selected === undefined ? undefined : list.indexOf(selected);
  useKeptInSight(selectedIndex, rows);
  const pointer = useGridPointer({ connectionId, list, columns, selectedIndex, rowId, goTo });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    setHeld(false);
    const ends = { start: list.count - 1, count: list.count, page: rows.page };
    const at = awaited() ?? selectedIndex;
    let to = rowForKey(event.key, at, ends);
    if (isMenuKey(event)) {
      pointer.openMenuOfSelected();
    } else if (event.key === 'End') {
      // The next key moves on from here. In a filtered list, the last row may still be unknown.
      const packet = list.packetAt(list.count - 1);
      select(connectionId, { packet, isNewest: true });
      setView(connectionId, { following: true });
    } else if (to !== undefined && list.count > 0) {
      // Only packets are chosen.
      const step = to < (at ?? 0) ? -1 : 1;
      while (list.change(to)) to += step;
      goTo(Math.min(Math.max(to, 0), list.count - 1));
    } else if (event.key.toLowerCase() === 'c' && selected !== undefined) {
      copyByKey(connectionId, selected);
    } else if (list.isFolded && event.key === 'ArrowRight') {
      stepInExchange(connectionId, 1);
    } else if (list.isFolded && event.key === 'ArrowLeft') {
      stepInExchange(connectionId, -1);
    } else if (event.key === 'Enter' && selected !== undefined) {
      onOpen();
    } else if (event.key === 'Escape' && selected !== undefined) {
      select(connectionId, { packet: undefined });
      // The detail shows the newest message then. The topic stays.
      if (file === undefined) setView(connectionId, { following: true });
    } else {
      return;
    }
    event.preventDefault();
  };

  const drawn = Array.from({ length: rows.to - rows.from }, (_, at) => rows.from + at);
  const activeIsDrawn =
    selectedIndex !== undefined && drawn.includes(selectedIndex) && list.row(selectedIndex);
  const shown = drawn.flatMap((index) => list.row(index) ?? []);
  const { isDated, ...widest } = useLargest(`${connectionId} ${isFolded}`, {
    isDated: Number(shown.some(({ time }) => hasDate(origin, time))),
    flags: Math.max(0, ...shown.map(flagsWidth)),
    size: Math.max(0, ...shown.map(({ size }) => size)),
    delta: Math.max(0, ...shown.map(({ delta = 0 }) => seconds(delta).length)),
  });
  const needed = {
    number: widthOf(counters?.packets ?? 0),
    time: isDated * timeColumn(true),
    flags: widest.flags,
    size: widthOf(widest.size),
    delta: 17 + 7.5 * widest.delta,
  };
  const ColumnEdge = useLoaded(columnEdge, false);
  const tracks = layout === 'phone' ? undefined : tracksOf(columns, room, choice, needed);

  return (
    <div
      ref={measure}
      className="relative flex min-h-0 flex-1 flex-col"
      onPointerMove={({ pointerType }) => {
        if (pointerType === 'mouse' && !isHeld) setHeld(true);
      }}
      onPointerLeave={() => setHeld(false)}
      onWheel={({ deltaY }) => {
        if (isHeld && deltaY < 0) setView(connectionId, { following: false });
      }}
    >
      <RowGrid
        name={t.grid}
        focus="packets"
        attach={attach}
        rows={rows}
        count={list.packets}
        columns={columns}
        heads={headsOf(t, layout, isFolded, columns.filter(isKey), choice)}
        headClass={headClasses(layout, isFolded)}
        cellClass={(column) => cellClasses(column, layout, false, isFolded)}
        active={activeIsDrawn && selectedIndex !== undefined ? rowId(selectedIndex) : undefined}
        onKeyDown={onKeyDown}
        onClick={pointer.onClick}
        onContextMenu={pointer.onContextMenu}
        rowHeight={rowHeight}
        {...(tracks !== undefined && {
          tracks,
          headEdge: (column: Column) =>
            ColumnEdge &&
            layout === 'wide' && <ColumnEdge column={column} columns={columns} room={room} />,
        })}
      >
        {drawn.map((index) => {
          const row = list.row(index);
          const change = list.change(index);
          const place = { id: rowId(index), index, height: rowHeight };
          if (change !== undefined)
            return (
              <RowBoundary key={`c${index}`} of={change} {...place}>
                <ChangeBand change={change} layout={layout} columns={columns} origin={origin} />
              </RowBoundary>
            );
          if (row === undefined)
            return <div key={rows.slotOf(index)} style={{ height: rowHeight }} />;
          const nth = list.packetsBefore(index);
          return (
            <RowBoundary key={rows.slotOf(index)} of={row.number} nth={nth} {...place}>
              <PacketRowView
                connectionId={connectionId}
                row={row}
                index={index}
                nth={nth}
                id={place.id}
                selected={index === selectedIndex}
                layout={layout}
                columns={columns}
                ofMany={list.ofMany}
                origin={origin}
                isFolded={isFolded}
                lines={lines}
                isSameSecond={index !== rows.top && isSameSecond(origin, list.row(index - 1), row)}
              />
            </RowBoundary>
          );
        })}
      </RowGrid>
      {/* In a file nothing is new. */}
      {!view.following && fresh > 0 && file === undefined && (
        <TailPill
          count={fresh}
          isAtHead={
            selectedIndex !== undefined &&
            selectedIndex >= rows.top + rows.page - 1 &&
            selectedIndex <= rows.top + rows.page + 1
          }
          onJump={() => setFollowing(connectionId, true)}
        />
      )}
      {pointer.menu && (
        <DialogBoundary part="menu of cells" onClose={pointer.closeMenu}>
          <PacketMenu connectionId={connectionId} {...pointer.menu} onClose={pointer.closeMenu} />
        </DialogBoundary>
      )}
    </div>
  );
}
