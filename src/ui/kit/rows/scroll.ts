/**
 * Scrolls through more rows than the maximum height of an element allows.
 *
 * Browsers limit an element's height to between 17 and 33 million pixels. Up to `LIMIT`, the index of a row
 * determines its position. Beyond it, the scroll bar is a scale of the list: a small movement (wheel, touch,
 * keys) moves by pixels as usual, a large one (dragging the thumb) jumps proportionally, and `settle` moves
 * the scroll bar back to the position of the rows.
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

/** The largest `top`, which puts the last row at the lower edge. */
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

/** Handles a move of the scroll bar to `scrollTop` by the user. */
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

/** Rows that are added and removed together, so that most smaller movements draw nothing new. */
export const BLOCK = 8;

/**
 * Number of drawn rows, fewer only at the end of the list: `spare` beyond either edge at any position within
 * a block.
 */
export function drawnAtMost({ rowHeight, viewport }: Geometry, spare: number): number {
  return (Math.ceil((viewport / rowHeight + 2 * spare) / BLOCK) + 1) * BLOCK;
}

/**
 * Range of rows to draw, `to` exclusive, with at least `spare` rows beyond either edge.
 *
 * @param follow the last rows: always as many, so that each new one replaces an old one
 */
export function drawn(
  { top }: ScrollPlace,
  geometry: Geometry,
  spare: number,
  follow = false,
): { readonly from: number; readonly to: number } {
  const { count } = geometry;
  if (follow) {
    const visible = Math.ceil(geometry.viewport / geometry.rowHeight);
    return { from: Math.max(0, count - visible - spare), to: count };
  }
  const from = Math.max(0, Math.floor((top - spare) / BLOCK) * BLOCK);
  return { from: Math.min(from, count), to: Math.min(count, from + drawnAtMost(geometry, spare)) };
}

/** Distance from the content's upper edge to a row's at this scroll position, pixels. */
export function rowOffset(row: number, place: ScrollPlace, { rowHeight }: Geometry): number {
  return place.scrollTop + (row - place.top) * rowHeight;
}

/** The smallest movement that makes a row fully visible. Returns the same `top` if it already is. */
export function topToShow(row: number, top: number, { rowHeight, viewport }: Geometry): number {
  const visible = viewport / rowHeight;
  if (row < top) return row;
  if (row + 1 > top + visible) return Math.max(0, row + 1 - visible);
  return top;
}
