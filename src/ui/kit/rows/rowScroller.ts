/**
 * Connects a scrolling element with a position in a list of rows (see scroll.ts). Each list on screen has its
 * own.
 */
import {
  contentHeight,
  type Geometry,
  lastTop,
  placeAt,
  type ScrollPlace,
  scrolled,
  topToShow,
} from './scroll.ts';

/** Current state of the list. */
export interface RowList {
  readonly count: number;
  /**
   * Number of the list's first row. Grows when the list loses rows at its beginning and shrinks when it gains some.
   * The visible rows stay in place, but a list at its beginning stays there.
   */
  readonly first: number;
  /** Identity of the list; another list, such as another filter's, starts at its first row. */
  readonly of?: string | undefined;
  /** Pixels. */
  readonly rowHeight: number;
  /** Pixels of a head that sticks to the scroller's upper edge. */
  readonly head: number;
  /** Keeps the visible rows in place, even at the beginning of the list. */
  readonly isHeld?: boolean | undefined;
  /** The last row stays in view. */
  readonly follow: boolean;
  /** The user scrolled towards the beginning while `follow` was on. */
  readonly onScrolledUp: (() => void) | undefined;
}

/** Which elements draw which rows. */
export interface Turn {
  /** Number of the first row drawn. */
  readonly from: number;
  /** Elements. */
  readonly slots: number;
  /** Number of a row that the first element draws, on screen or not. */
  readonly begin: number;
}

interface Held extends ScrollPlace {
  readonly first: number;
  /** Rows were on screen. */
  readonly hasRows: boolean;
  readonly of: string;
  /** The user scrolled, so the browser is already at this position. */
  readonly byHand: boolean;
}

/** Without a layout (tests, a pane that is hidden) there is no height to measure. */
const UNMEASURED = 400;
/** ms without scrolling after which the scroll bar of a very long list moves to the position of its rows. */
const SETTLE = 150;

export class RowScroller {
  #held: Held = {
    top: 0,
    scrollTop: 0,
    first: 0,
    hasRows: false,
    of: '',
    byHand: false,
  };
  #viewport = UNMEASURED;
  /** List of the last drawing. */
  #list: RowList | undefined;
  #place: ScrollPlace = this.#held;
  #turn: Turn = { from: 0, slots: 0, begin: 0 };
  #element: HTMLElement | undefined;
  /** Last known scroll position. Reading it from the browser each time would force a layout. */
  #scrollTop = 0;
  /** The position that was written last, and the frame before which the next one is written. */
  #applied = 0;
  #pending: number | undefined;
  /** The next scroll event is that of a writing while following. */
  #isOwn = false;
  #version = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever this scroller requires the list to be drawn again. */
  readonly version = (): number => this.#version;

  geometry({ count, rowHeight }: RowList): Geometry {
    return { count, rowHeight, viewport: this.#viewport };
  }

  /** Scroll position for drawing the list now. */
  placeOf(list: RowList): ScrollPlace {
    const geometry = this.geometry(list);
    if (list.follow) return placeAt(Number.POSITIVE_INFINITY, geometry);
    const isHeld = list.isHeld === true && this.#held.hasRows;
    const isAtStart = (this.#held.top === 0 && !isHeld) || this.#held.of !== (list.of ?? '');
    const top = isAtStart ? 0 : this.#held.top - (list.first - this.#held.first);
    const isScaled = contentHeight(geometry) < geometry.count * geometry.rowHeight;
    // A list that scrolls by a scale may be off that scale until it settles.
    if (isScaled && top === this.#held.top && top <= lastTop(geometry)) return this.#held;
    return placeAt(top, geometry);
  }

  /**
   * Elements for drawing the rows from `from` on. A new row is drawn into the element of one that left, which moves to
   * its place. If half of them left, all elements stay where they are: a moved element is laid out anew with all its
   * cells, which takes longer than new texts.
   */
  turnOf(from: number, slots: number): Turn {
    const moved = from - this.#turn.from;
    const stays = slots === this.#turn.slots && Math.abs(moved) * 2 < slots;
    return { from, slots, begin: stays ? this.#turn.begin : this.#turn.begin + moved };
  }

  /** The list was drawn at this place: the browser has to be there too. */
  drawn(list: RowList, place: ScrollPlace, turn = this.#turn): void {
    this.#turn = turn;
    const there = this.#held.byHand && Math.abs(this.#held.scrollTop - place.scrollTop) < 1;
    this.#list = list;
    this.#place = place;
    this.#held = {
      ...place,
      first: list.first,
      hasRows: list.count > 0,
      of: list.of ?? '',
      byHand: there,
    };
    if (!this.#element || there || Math.abs(this.#scrollTop - place.scrollTop) < 1) return;
    this.#scrollTop = place.scrollTop;
    if (list.follow) this.#pending ??= requestAnimationFrame(() => this.#applyOwn());
    else this.#apply();
  }

  /**
   * Scrolls to the end before the next frame is drawn. Writing a scroll position forces a layout, and so does reading it
   * for the event of this writing: each answer would need three layouts instead of one.
   */
  #applyOwn(): void {
    this.#isOwn = Math.abs(this.#scrollTop - this.#applied) >= 1;
    this.#apply();
  }

  #apply(): void {
    if (this.#pending !== undefined) cancelAnimationFrame(this.#pending);
    this.#pending = undefined;
    this.#applied = this.#scrollTop;
    if (this.#element) this.#element.scrollTop = this.#scrollTop;
  }

  /** Brings a row on screen, moving as little as possible. */
  readonly show = (row: number): void => {
    if (!this.#list) return;
    const geometry = this.geometry(this.#list);
    const top = topToShow(row, this.#place.top, geometry);
    if (top !== this.#place.top) this.#move(placeAt(top, geometry), false);
  };

  /**
   * Reports rows that were inserted above the visible ones, which stay in place. A list at its beginning stays there.
   */
  readonly shift = (rows: number): void => {
    if (!this.#list || rows === 0 || this.#place.top === 0) return;
    this.#move(placeAt(this.#place.top + rows, this.geometry(this.#list)), false);
  };

  /** Returns how to leave the element. */
  attach(element: HTMLElement, head: number): () => void {
    this.#element = element;
    // A list that is drawn again after another view keeps its position.
    this.#held = { ...this.#held, byHand: false };
    // The browser must not anchor on a row element that is reused for another position.
    element.style.overflowAnchor = 'none';
    let settling: ReturnType<typeof setTimeout> | undefined;
    this.#scrollTop = element.scrollTop;
    this.#applied = this.#scrollTop;
    const measure = (): boolean => {
      // No more of it is ever seen than the window is high, whatever the layout does to the box.
      const height =
        element.clientHeight > 0
          ? Math.min(element.clientHeight - head, window.innerHeight)
          : UNMEASURED;
      if (height === this.#viewport) return false;
      this.#viewport = height;
      this.#changed();
      return true;
    };
    const onScroll = (): void => {
      const isOwn = this.#isOwn;
      this.#isOwn = false;
      if (isOwn) return;
      const { scrollTop } = element;
      // An event of the last write, while the next one is pending.
      if (this.#pending !== undefined && Math.abs(scrollTop - this.#applied) < 1) return;
      this.#scrollTop = scrollTop;
      // A box that grew moves the browser up by itself, before its new height is reported.
      if (measure()) return;
      // The scroller's own write returns as an event, rounded to the screen's pixels.
      if (Math.abs(this.#scrollTop - this.#held.scrollTop) < 1) return;
      this.#onScrolled(this.#scrollTop);
      clearTimeout(settling);
      settling = setTimeout(() => this.#settle(), SETTLE);
    };
    const onWheel = (event: WheelEvent): void => {
      if (event.deltaY < 0 && this.#list?.follow === true && this.#place.top > 0)
        this.#list.onScrolledUp?.();
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: true });
    return () => {
      this.#element = undefined;
      clearTimeout(settling);
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }

  #onScrolled(scrollTop: number): void {
    if (!this.#list) return;
    const next = scrolled(this.#held, scrollTop, this.geometry(this.#list));
    const isUp = this.#list.follow && next.top < this.#place.top;
    this.#move(next, true);
    if (isUp) this.#list.onScrolledUp?.();
  }

  #settle(): void {
    if (!this.#list) return;
    const right = placeAt(this.#place.top, this.geometry(this.#list));
    if (Math.abs(right.scrollTop - this.#place.scrollTop) >= 1) this.#move(right, false);
  }

  #move(place: ScrollPlace, byHand: boolean): void {
    const { first = 0, count = 0, of = '' } = this.#list ?? {};
    this.#held = { ...place, first, hasRows: count > 0, of, byHand };
    this.#changed();
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

const kept = new WeakMap<object, Map<string, RowScroller>>();

/**
 * The scroller of a list that keeps its position while another view is shown. It lives as long as `owner`.
 */
export function keptScroller(owner: object, list: string): RowScroller {
  const scrollers = kept.get(owner) ?? new Map<string, RowScroller>();
  kept.set(owner, scrollers);
  const scroller = scrollers.get(list) ?? new RowScroller();
  scrollers.set(list, scroller);
  return scroller;
}
