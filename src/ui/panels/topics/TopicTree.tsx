import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef } from 'react';
import {
  BLOCK,
  focusAwaited,
  isMenuKey,
  keptScroller,
  NARROW,
  RowBoundary,
  useFirstText,
  useMedia,
  useRows,
} from '#kit';
import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import { usePointed } from '../../pieces/lists/usePointed.ts';
import { isHeard, useConnection } from '../../session/connection/connections.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useSearch } from '../../session/connection/topicSearch.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { chooseTopic, expandTopic, filterTopic, openTopic } from './actions.ts';
import { extras } from './later.tsx';
import { isInRow, parentPath, pathsAbove } from './paths.ts';
import { useShown } from './shown.ts';
import { freshness, TopicRowView } from './TopicRowView.tsx';
import { type TreeMove, treeMove } from './treeKeys.ts';
import { useAnchor } from './useAnchor.ts';
import { useTopicMenu } from './useTopicMenu.tsx';

const NONE: readonly TopicRow[] = [];

export function TopicTree({ connectionId }: { connectionId: string }) {
  const t = useFirstText().topics;
  const { topic: selected, isFirst } = useSelection(connectionId);
  const narrow = useMedia(NARROW);
  const activeId = useId();
  const connection = useConnection(connectionId, 'loop', 'state', 'tap');
  const loop = connection?.loop;
  const now = loop?.now() ?? 0;
  const isLive = connection !== undefined && isHeard(connection);
  const total = loop?.part('topics')?.total ?? 0;
  const search = useSearch(connectionId);
  const { attach, ...view } = useRows({
    // Search results are shown from the first row.
    of: search,
    scroller: loop && keptScroller(loop, 'topics'),
    count: total,
    rowHeight: narrow ? 40 : 28,
  });
  const { order } = useShown(connectionId);
  const { isHeld, pointing } = usePointed(order !== 'name', now);
  // Requests the rows that scrolling draws next.
  const wanted = Math.max(0, view.from - BLOCK);
  const reply = useWindowPart(connectionId, 'topics', {
    first: wanted,
    count: Math.max(view.to + BLOCK - wanted, 40),
    ...(isHeld && { isHeld }),
  });
  const place = useWindowPart(connectionId, 'topicPosition', selected);
  const position =
    selected !== undefined && place?.path === selected ? (place.position ?? undefined) : undefined;
  const rows = reply?.rows ?? NONE;
  const first = reply?.first ?? 0;
  const rowAt = (at: number): TopicRow | undefined => rows[at - first];
  const activeRow = rows.find((row) => isInRow(row, selected));
  const activeAt = activeRow === undefined ? position : first + rows.indexOf(activeRow);

  const chosenHere = useRef<string | undefined>(undefined);
  const pending = useRef<number | undefined>(undefined);
  const { show } = view;
  // Rows that change places are not followed.
  useAnchor({ rows, first }, order === 'name' ? view.top : -1, view.shift);
  const { menu, open: openMenu, openBelow } = useTopicMenu(connectionId);

  const choose = (path: string): void => {
    chosenHere.current = path;
    chooseTopic(connectionId, path);
  };
  /** Value and history of a topic; a level that is only on the way to topics opens or closes. */
  const open = (row: TopicRow): void => {
    if (row.own === 0 && row.expandable) expandTopic(connectionId, row.path, !row.expanded);
    else openTopic(connectionId, row.path);
  };
  const goTo = (at: number): void => {
    show(at);
    const row = rowAt(at);
    if (row === undefined) pending.current = at;
    else choose(row.path);
  };

  // A row that was out of sight when it was chosen has arrived.
  useEffect(() => {
    const at = pending.current;
    const row = at === undefined ? undefined : rows[at - first];
    if (row === undefined) return;
    pending.current = undefined;
    chosenHere.current = row.path;
    chooseTopic(connectionId, row.path);
  }, [rows, first, connectionId]);

  // A topic that another pane chose is unfolded and scrolled into view once. One that nobody chose stays in view while
  // others arrive before it.
  const revealed = useRef<{ readonly path: string; readonly at: number }>(undefined);
  useEffect(() => {
    if (selected === undefined || selected === chosenHere.current) return;
    chosenHere.current = undefined;
    for (const path of pathsAbove(selected)) expandTopic(connectionId, path, true);
  }, [selected, connectionId]);
  useEffect(() => {
    if (selected === undefined || activeAt === undefined) return;
    const { current } = revealed;
    revealed.current = { path: selected, at: activeAt };
    const isPushed =
      isFirst && current !== undefined && current.at >= view.top && current.at < view.seen;
    if (selected !== current?.path || (isPushed && activeAt > current.at)) show(activeAt);
  }, [selected, isFirst, activeAt, view.top, view.seen, show]);

  const run = (move: TreeMove): void => {
    switch (move.kind) {
      case 'row':
        goTo(move.position);
        break;
      case 'path':
        choose(move.path);
        break;
      case 'expand':
        if (activeRow) expandTopic(connectionId, activeRow.path, move.expanded);
        break;
      case 'expand-siblings':
        for (const row of rows) {
          if (row.expandable && activeRow && parentPath(row) === parentPath(activeRow))
            expandTopic(connectionId, row.path, true);
        }
        break;
      case 'open':
        if (activeRow) open(activeRow);
        break;
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isMenuKey(event)) {
      const row = document.getElementById(activeId);
      if (selected !== undefined) openBelow(selected, row);
      event.preventDefault();
      return;
    }
    const { ctrlKey, metaKey, altKey, shiftKey, key, nativeEvent } = event;
    const isHeld = ctrlKey || metaKey || altKey || (shiftKey && key.startsWith('Arrow'));
    if (isHeld || key === 'F3' || key === 'Delete') {
      extras.with(({ runKey }) => runKey(connectionId, nativeEvent));
      return;
    }
    const move = treeMove(event.key, {
      row: activeRow,
      position: activeAt,
      total,
      page: view.page,
    });
    // Letters are shortcuts here, as in every list; `/` finds a topic.
    if (move === undefined) return;
    run(move);
    event.preventDefault();
  };
  const rowOf = (event: MouseEvent): TopicRow | undefined => {
    if (!(event.target instanceof Element)) return undefined;
    const path = event.target.closest('[data-path]')?.getAttribute('data-path');
    return rows.find((row) => row.path === path);
  };

  useEffect(focusAwaited, []);
  const drawn = Array.from({ length: view.to - view.from }, (_, at) => view.from + at);
  const activeDrawn = activeRow !== undefined && activeAt !== undefined && drawn.includes(activeAt);
  return (
    <>
      <div
        ref={attach}
        {...pointing}
        data-focus="topics"
        role="tree"
        aria-label={t.tree}
        aria-activedescendant={activeDrawn ? activeId : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const row = rowOf(event);
          if (row === undefined) return;
          if (event.target instanceof Element && event.target.closest('[data-toggle]'))
            expandTopic(connectionId, row.path, !row.expanded);
          else if (event.altKey) filterTopic(connectionId, row);
          else if (row.own > 0 && matchMedia(NARROW).matches) open(row);
          else choose(row.path);
        }}
        onDoubleClick={(event) => {
          const row = rowOf(event);
          const isChevron =
            event.target instanceof Element && event.target.closest('[data-toggle]');
          if (row !== undefined && !isChevron) open(row);
        }}
        onMouseDown={(event) => {
          if (event.button === 0) return;
          // The menu of a topic does not choose it.
          event.preventDefault();
          event.currentTarget.focus({ preventScroll: true });
        }}
        onContextMenu={(event) => {
          const row = rowOf(event);
          if (row === undefined) return;
          event.preventDefault();
          openMenu(row.path, { x: event.clientX, y: event.clientY });
        }}
        onFocus={(event) => {
          // The tree keeps the focus: an item with it could be scrolled out of existence.
          if (event.target === event.currentTarget) return;
          if (event.target.closest('[data-failed]') !== null) return;
          event.currentTarget.focus({ preventScroll: true });
          const path = event.target.getAttribute('data-path');
          if (path !== null && path !== selected) choose(path);
        }}
        className="isolate min-h-0 flex-1 cursor-default overflow-x-hidden overflow-y-auto select-none focus-visible:-outline-offset-2"
      >
        <div role="presentation" className="relative -z-1" style={{ height: view.height }}>
          <div role="presentation" className="absolute inset-x-0" style={{ top: view.offset }}>
            {drawn.map((at) => {
              const row = rowAt(at);
              const id = row !== undefined && row === activeRow ? activeId : undefined;
              return row === undefined ? (
                <div key={`at ${at}`} className="h-(--h-row)" />
              ) : (
                <RowBoundary key={row.path} of={row} id={id} index={at} role="treeitem">
                  <TopicRowView
                    row={row}
                    id={id}
                    selected={id !== undefined}
                    order={order}
                    search={search}
                    heard={isLive}
                    fresh={isLive ? freshness(row, now) : 0}
                  />
                </RowBoundary>
              );
            })}
          </div>
        </div>
      </div>
      {menu}
    </>
  );
}
