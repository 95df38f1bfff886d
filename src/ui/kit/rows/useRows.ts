import { useCallback, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { RowScroller } from './rowScroller.ts';
import { contentHeight, drawn, drawnAtMost, rowOffset } from './scroll.ts';

export interface RowsOptions {
  /** See `keptScroller`; without one the place is forgotten with the component. */
  readonly scroller?: RowScroller | undefined;
  /** Rows in the list now. */
  readonly count: number;
  /** See `RowList` for these. */
  readonly first?: number;
  readonly of?: string;
  readonly isHeld?: boolean;
  readonly rowHeight: number;
  readonly head?: number;
  readonly follow?: boolean;
  readonly onScrolledUp?: () => void;
}

export interface Rows {
  /** Ref of the scrolling element. */
  readonly attach: (element: HTMLElement | null) => (() => void) | undefined;
  /** Pixels of the content, for the element inside the scroller. */
  readonly height: number;
  /** Rows to draw: from this one up to, not including, `to`; counted from the list's first row. */
  readonly from: number;
  readonly to: number;
  /** Maximum number of drawn rows at the current window size. */
  readonly most: number;
  /** Key of a drawn row, for rows that are drawn into elements of others. */
  readonly slotOf: (row: number) => number;
  /** Pixels from the content's upper edge to the first row drawn. */
  readonly offset: number;
  /** The first row that is wholly on screen. */
  readonly top: number;
  /** Rows down to the screen's lower edge, counted from the list's first row. */
  readonly seen: number;
  /** Rows that fit on screen, less one for context. */
  readonly page: number;
  /** Brings a row on screen, moving as little as possible. */
  readonly show: (row: number) => void;
  /** Reports rows that were inserted above the visible ones, or removed (negative). The visible rows stay in place. */
  readonly shift: (rows: number) => void;
}

/** Rows drawn beyond either edge, so that a fast scroll finds them there. */
const SPARE = 4;

/** A list with any number of rows of equal height, which draws only those on screen (see scroll.ts). */
export function useRows(options: RowsOptions): Rows {
  const { count, first = 0, of, isHeld, rowHeight, head = 0, onScrolledUp } = options;
  const { follow = false } = options;
  const [scroller] = useState(() => options.scroller ?? new RowScroller());
  useSyncExternalStore(scroller.subscribe, scroller.version);
  const list = { count, first, of, isHeld, rowHeight, head, follow, onScrolledUp };
  const geometry = scroller.geometry(list);
  const place = scroller.placeOf(list);

  const { from, to } = drawn(place, geometry, SPARE, follow);
  const most = drawnAtMost(geometry, SPARE);
  const slots = follow ? to - from : most;
  const turn = scroller.turnOf(first + from, slots);

  useLayoutEffect(() => scroller.drawn(list, place, turn));
  const attach = useCallback(
    (element: HTMLElement | null) =>
      element === null ? undefined : scroller.attach(element, head),
    [scroller, head],
  );

  return {
    attach,
    height: contentHeight(geometry),
    from,
    to,
    most,
    slotOf: (row) => (((first + row - turn.begin) % slots) + slots) % slots,
    offset: rowOffset(from, place, geometry),
    top: Math.ceil(place.top),
    seen: Math.min(count, Math.ceil(place.top + geometry.viewport / rowHeight)),
    page: Math.max(1, Math.floor(geometry.viewport / rowHeight) - 1),
    show: scroller.show,
    shift: scroller.shift,
  };
}
