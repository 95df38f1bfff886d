import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef } from 'react';
import { BLOCK, isMenuKey, NARROW, RowBoundary, useMedia, useRows, useText } from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import type { PinnedRow, TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import { isHeard, useConnection } from '../../session/connection/connections.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { chooseTopic, filterTopic, openTopic } from './actions.ts';
import { runKey } from './commands.ts';
import { PinnedTopic } from './PinnedTopic.tsx';
import { parentPath } from './paths.ts';
import { expandAllPinned, expandPinned, useClosed } from './pinFolds.ts';
import { useShown } from './shown.ts';
import { freshness, TopicRowView } from './TopicRowView.tsx';
import { type TreeMove, treeMove } from './treeKeys.ts';
import { useTopicMenu } from './useTopicMenu.tsx';

interface PlacedRow {
  readonly at: number;
  readonly row: TopicRow;
}

/** A pin with those of its rows that are drawn. */
interface DrawnPin {
  readonly pin: string;
  /** The row of the pin itself is drawn. null: nothing was received there yet. */
  readonly head?: TopicRow | null;
  readonly below: readonly PlacedRow[];
}

/** Pinned topics above the tree, each with its branch below it. Only the rows on screen are drawn. */
export function PinnedTopics({
  connectionId,
  pins,
}: {
  connectionId: string;
  pins: readonly string[];
}) {
  const { topicActions: t } = useText();
  const { topic: selected } = useSelection(connectionId);
  const { order } = useShown(connectionId);
  const closed = useClosed(connectionId);
  const activeId = useId();
  const box = useRef<HTMLUListElement>(null);
  const connection = useConnection(connectionId, 'loop', 'state', 'tap');
  const now = connection?.loop.now() ?? 0;
  const isLive = connection !== undefined && isHeard(connection);
  const total = connection?.loop.part('pinnedRows')?.total ?? pins.length;
  const rowHeight = useMedia(NARROW) ? 40 : 28;
  const { attach, ...view } = useRows({ count: total, rowHeight });
  const wanted = Math.max(0, view.from - BLOCK);
  const range = { first: wanted, count: view.to + BLOCK - wanted };
  const reply = useWindowPart(connectionId, 'pinnedRows', { pins, closed, ...range });
  const first = reply?.first ?? 0;
  const rows = reply?.rows ?? pins.map((pin): PinnedRow => ({ pin, row: null }));
  const { menu, open: openMenu, openBelow } = useTopicMenu(connectionId);

  const open = (row: TopicRow): void => {
    if (row.own === 0 && row.expandable) expandPinned(connectionId, row.path, !row.expanded);
    else openTopic(connectionId, row.path);
  };

  // A row that keys move to gets the focus once it is drawn.
  const target = useRef<number>(undefined);
  const land = (): void => {
    const at = target.current;
    const there = at === undefined ? undefined : rows[at - first];
    if (there === undefined) return;
    const { pin, row } = there;
    const path = row?.path ?? pin;
    const role = path === pin ? 'button' : '[role=tree]';
    const element = box.current?.querySelector<HTMLElement>(
      `${role}[data-pin="${pins.indexOf(pin)}"]`,
    );
    if (!element) return;
    target.current = undefined;
    element.focus({ preventScroll: true });
    chooseTopic(connectionId, path);
  };
  useEffect(land);
  const goTo = (at: number): void => {
    view.show(at);
    target.current = at;
    land();
  };

  const run = (move: TreeMove, { pin, row }: PinnedRow): void => {
    const below = (path: string) =>
      rows.findIndex((one) => one.pin === pin && one.row?.path === path);
    switch (move.kind) {
      case 'row':
        goTo(move.position);
        break;
      case 'path':
        // A parent that is far above is not among the rows yet: nearer by a screen.
        if (`${move.path}/`.startsWith(`${pin}/`)) goTo(first + Math.max(0, below(move.path)));
        break;
      case 'expand':
        if (row) expandPinned(connectionId, row.path, move.expanded);
        break;
      case 'expand-siblings':
        for (const one of rows)
          if (one.pin === pin && one.row && row && parentPath(one.row) === parentPath(row))
            expandPinned(connectionId, one.row.path, true);
        break;
      case 'open':
        if (row) open(row);
        break;
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = event.target instanceof Element ? event.target.closest('[data-pin]') : null;
    const pin = pins[Number(place?.getAttribute('data-pin') ?? -1)];
    if (pin === undefined) return;
    const isHead = place instanceof HTMLButtonElement;
    const path = isHead ? pin : selected;
    const found = rows.findIndex((one) => one.pin === pin && (one.row?.path ?? pin) === path);
    if (isMenuKey(event)) {
      if (path !== undefined) openBelow(path, isHead ? place : document.getElementById(activeId));
      event.preventDefault();
      return;
    }
    const { ctrlKey, metaKey, altKey, shiftKey, key, nativeEvent } = event;
    const isHeld = ctrlKey || metaKey || altKey;
    if (!isHeld && shiftKey && key.startsWith('Arrow')) {
      if (path === undefined || rows[found]?.row?.expandable !== true) return;
      if (key === 'ArrowRight') expandAllPinned(connectionId, path);
      else if (key === 'ArrowLeft') expandPinned(connectionId, path, false);
      event.preventDefault();
      return;
    }
    if (isHeld || key === 'F3' || key === 'Delete') {
      runKey(connectionId, nativeEvent);
      return;
    }
    // Enter and the space bar press the button.
    if (isHead && (key === 'Enter' || key === '*')) return;
    // Nothing below is selected yet: keys go from the pin.
    const from = found >= 0 ? found : rows.findIndex((one) => one.pin === pin);
    const row = rows[from];
    if (row === undefined) return;
    const at = { row: row.row ?? undefined, position: first + from, total, page: view.page };
    const move = treeMove(key, at);
    if (move === undefined) return;
    run(move, row);
    event.preventDefault();
  };
  const rowOf = ({ target: element }: MouseEvent): TopicRow | undefined => {
    if (!(element instanceof Element)) return undefined;
    const path = element.closest('[data-path]')?.getAttribute('data-path');
    return rows.find(({ row }) => row?.path === path)?.row ?? undefined;
  };
  const isToggle = ({ target: element }: MouseEvent): boolean =>
    element instanceof Element && element.closest('[data-toggle]') !== null;

  const drawn: DrawnPin[] = [];
  for (let at = view.from; at < view.to; at += 1) {
    const there = rows[at - first];
    if (there === undefined) continue;
    const { pin, row } = there;
    const last = drawn.at(-1);
    if (row === null || row.path === pin) drawn.push({ pin, head: row, below: [] });
    else if (last?.pin === pin)
      drawn.splice(-1, 1, { ...last, below: [...last.below, { at, row }] });
    else drawn.push({ pin, below: [{ at, row }] });
  }
  return (
    <section
      ref={attach}
      aria-label={t.pinned}
      className="max-h-[40%] shrink-0 overflow-x-hidden overflow-y-auto border-b border-line"
    >
      <div role="presentation" className="relative" style={{ height: view.height }}>
        <ul ref={box} className="absolute inset-x-0" style={{ top: view.offset }}>
          {drawn.map(({ pin, head, below }) => [
            head !== undefined && (
              <RowBoundary key={pin} of={pin} role="listitem">
                <PinnedTopic
                  connectionId={connectionId}
                  path={pin}
                  index={pins.indexOf(pin)}
                  row={head ?? undefined}
                  isSelected={pin === selected}
                  onOpen={() => (head ? open(head) : openTopic(connectionId, pin))}
                  onMenu={(place) => openMenu(pin, place)}
                  onKeyDown={onKeyDown}
                />
              </RowBoundary>
            ),
            below.length > 0 && (
              <li key={`${pin}/`}>
                <div
                  role="tree"
                  aria-label={visibleName(pin)}
                  data-pin={pins.indexOf(pin)}
                  aria-activedescendant={
                    below.some(({ row }) => row.path === selected) ? activeId : undefined
                  }
                  tabIndex={0}
                  onKeyDown={onKeyDown}
                  onClick={(event) => {
                    const row = rowOf(event);
                    if (row === undefined) return;
                    if (isToggle(event)) expandPinned(connectionId, row.path, !row.expanded);
                    else if (event.altKey) filterTopic(connectionId, row);
                    else if (row.own > 0 && matchMedia(NARROW).matches) open(row);
                    else chooseTopic(connectionId, row.path);
                  }}
                  onDoubleClick={(event) => {
                    const row = rowOf(event);
                    if (row !== undefined && !isToggle(event)) open(row);
                  }}
                  onContextMenu={(event) => {
                    const row = rowOf(event);
                    if (row === undefined) return;
                    event.preventDefault();
                    openMenu(row.path, { x: event.clientX, y: event.clientY });
                  }}
                  onFocus={({ target: element, currentTarget }) => {
                    // As in the tree, an item with the focus could be scrolled out of existence.
                    if (element !== currentTarget && element.closest('[data-failed]') === null)
                      currentTarget.focus({ preventScroll: true });
                  }}
                  className="cursor-default pl-3 select-none focus-visible:-outline-offset-2"
                >
                  {below.map(({ at, row }) => {
                    const id = row.path === selected ? activeId : undefined;
                    return (
                      <RowBoundary key={row.path} of={row} id={id} index={at} role="treeitem">
                        <TopicRowView
                          row={row}
                          id={id}
                          selected={id !== undefined}
                          order={order}
                          search=""
                          heard={isLive}
                          fresh={isLive ? freshness(row, now) : 0}
                        />
                      </RowBoundary>
                    );
                  })}
                </div>
              </li>
            ),
          ])}
        </ul>
      </div>
      {menu}
    </section>
  );
}
