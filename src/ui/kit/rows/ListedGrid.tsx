import { type KeyboardEvent, type ReactElement, useId } from 'react';
import { type ListLayout, ROW_HEIGHT } from './listLayout.ts';
import { RowBoundary } from './RowBoundary.tsx';
import { RowGrid, type RowGridProps } from './RowGrid.tsx';
import { rowForKey } from './rowKeys.ts';
import type { Rows } from './useRows.ts';

/** Drawing of a row, for its `GridRow`. */
interface Drawn {
  readonly id: string;
  readonly index: number;
  readonly selected: boolean;
}

interface ListedGridProps<R, C extends string>
  extends Omit<
    RowGridProps<C>,
    'attach' | 'rows' | 'count' | 'active' | 'onKeyDown' | 'children' | 'below'
  > {
  readonly layout: ListLayout;
  readonly rows: Rows;
  readonly list: {
    readonly count: number;
    /** undefined: not told yet. */
    readonly row: (index: number) => R | undefined;
  };
  /** Index of the chosen row, where that is known. */
  readonly at: number | undefined;
  /** A key leads there. */
  readonly onMove: (index: number) => void;
  /** Any other key. Returns whether it meant something. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** With a key of its own. */
  readonly row: (row: R, drawn: Drawn) => ReactElement;
}

/** A list that requests only the rows on screen and can be navigated by keyboard. */
export function ListedGrid<R, C extends string>(props: ListedGridProps<R, C>) {
  const { layout, rows, list, at, onMove, onKey, row, ...grid } = props;
  const { attach, ...scrolled } = rows;
  const { count } = list;
  const ids = useId();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = rowForKey(event.key, at, { start: rows.top, count, page: rows.page });
    if (to !== undefined && count > 0) onMove(Math.min(Math.max(to, 0), count - 1));
    else if (!onKey(event)) return;
    event.preventDefault();
  };
  const drawn = Array.from({ length: rows.to - rows.from }, (_, place) => rows.from + place);
  const isDrawn = at !== undefined && drawn.includes(at) && list.row(at) !== undefined;
  return (
    <RowGrid
      {...grid}
      attach={attach}
      rows={scrolled}
      count={count}
      active={isDrawn ? `${ids}-${at}` : undefined}
      onKeyDown={onKeyDown}
    >
      {drawn.map((index) => {
        const there = list.row(index);
        if (there === undefined)
          return <div key={`at ${index}`} style={{ height: ROW_HEIGHT[layout] }} />;
        const place = { id: `${ids}-${index}`, index };
        const element = row(there, { ...place, selected: index === at });
        return (
          <RowBoundary key={element.key} of={there} {...place} height={ROW_HEIGHT[layout]}>
            {element}
          </RowBoundary>
        );
      })}
    </RowGrid>
  );
}
