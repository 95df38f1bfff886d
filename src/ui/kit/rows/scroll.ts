/**
 * Scrolling through more rows than an element may be high.
 *
 * Browsers end an element's height somewhere between 17 and 33 million pixels. Up to `LIMIT` a row
 * lies where its index says. Beyond it the scroll bar is a scale of the list: a small movement
 * (wheel, touch, keys) moves by pixels as ever, a large one (dragging the thumb) goes to the place
 * in proportion, and `settle` brings the scroll bar back to where the rows are.
 */

/** Pixels. */
export const LIMIT = 8_000_000;

export interface Geometry {
  /** Rows in the list. */
  readonly count: number;
  /** Pixels. */
  readonly rowHeight: number;
  /** Pixels that are on screen. */
  readonly viewport: number;
}

export interface ScrollPlace {
  /** First row on screen, with its fraction that is scrolled away. */
  readonly top: number;
  /** Pixels, as the element has it. */
  readonly scrollTop: number;
}

export function contentHeight({ count, rowHeight }: Geometry): number {
  return Math.min(count * rowHeight, LIMIT);
}

/** The largest `top`: with it the last row is at the lower edge. */
export function lastTop({ count, rowHeight, viewport }: Geometry): number {
  return Math.max(0, count - viewport / rowHeight);
}

function isScaled({ count, rowHeight }: Geometry): boolean {
  return count * rowHeight > LIMIT;
}

function lastScrollTop(geometry: Geometry): number {
  return Math.max(0, contentHeight(geometry) - geometry.viewport);
}

function clampTop(top: number, geometry: Geometry): number {
  return Math.min(Math.max(0, top), lastTop(geometry));
}

/** Scroll bar position for a first row. */
export function placeAt(top: number, geometry: Geometry): ScrollPlace {
  const within = clampTop(top, geometry);
  const end = lastTop(geometry);
  if (!isScaled(geometry)) return { top: within, scrollTop: within * geometry.rowHeight };
  return { top: within, scrollTop: (within / end) * lastScrollTop(geometry) };
}

/** The person moved the scroll bar to `scrollTop`. */
export function scrolled(place: ScrollPlace, scrollTop: number, geometry: Geometry): ScrollPlace {
  if (!isScaled(geometry)) {
    return { top: clampTop(scrollTop / geometry.rowHeight, geometry), scrollTop };
  }
  const moved = scrollTop - place.scrollTop;
  if (Math.abs(moved) <= 2 * geometry.viewport) {
    return { top: clampTop(place.top + moved / geometry.rowHeight, geometry), scrollTop };
  }
  const share = scrollTop / lastScrollTop(geometry);
  return { top: clampTop(share * lastTop(geometry), geometry), scrollTop };
}

/** Rows that come and go together: scrolling by less leaves most times what is drawn as it is. */
export const BLOCK = 8;

/** Rows that are drawn, fewer only at the list's end: `spare` beyond either edge wherever in a block the list stands. */
export function drawnAtMost({ rowHeight, viewport }: Geometry, spare: number): number {
  return (Math.ceil((viewport / rowHeight + 2 * spare) / BLOCK) + 1) * BLOCK;
}

/** Rows `from` up to, not including, `to` that have to be drawn, at least `spare` rows beyond either edge. */
export function drawn(
  { top }: ScrollPlace,
  geometry: Geometry,
  spare: number,
): { readonly from: number; readonly to: number } {
  const { count } = geometry;
  const from = Math.max(0, Math.floor((top - spare) / BLOCK) * BLOCK);
  return { from: Math.min(from, count), to: Math.min(count, from + drawnAtMost(geometry, spare)) };
}

/** Pixels from the content's upper edge to a row's, at this place of the scroll bar. */
export function rowOffset(row: number, place: ScrollPlace, { rowHeight }: Geometry): number {
  return place.scrollTop + (row - place.top) * rowHeight;
}

/** The smallest movement that brings a row fully on screen; the same `top` where it is already. */
export function topToShow(row: number, top: number, { rowHeight, viewport }: Geometry): number {
  const visible = viewport / rowHeight;
  if (row < top) return row;
  if (row + 1 > top + visible) return Math.max(0, row + 1 - visible);
  return top;
}
