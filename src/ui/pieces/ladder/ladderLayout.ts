/** Positions of lanes and rows in a ladder, and the lines that their words wrap into. Pixels. */
import type { ArrowRow, LadderRow } from './ladderModel.ts';
import { widthOf } from './textWidth.ts';
import { wrapped } from './wrapped.ts';

/** Maximum number of rows. Endless exchanges are cut here. */
export const ROWS_SHOWN = 200;
/** The head with the names of the lanes. */
export const HEAD = 44;
/** A row is as high as its words and its arrow, so that a QoS 2 handshake with both ends fits beside a list. */
const ROW = 28;
const OUTCOME = 32;
/** A band without words, and each of the lines below its title. */
const BAND = 28;
export const BAND_LINE = 22;
/** From one line of small words to the next, and from one of other words. */
export const LINE = 14;
export const WORDS_LINE = 16;
/** Distance from a row's upper edge to the ends of its arrow, and to the baseline of its words. */
export const ARROW = { begin: 17, end: 24 } as const;
export const LABEL = 12;
/** From lifelines to words, and between the words of a packet. */
export const NAME_GAP = 12;

/** From the edges to the outer lanes. Times are on the left, and those of a second clock on the right. */
const ROOMY = { left: 104, right: 48, least: 400 } as const;
const TIGHT = { left: 100, right: 24 } as const;
const RIGHT_TIMES = 74;
const BETWEEN_LANES = 128;

export interface Places {
  /** Lifelines. */
  readonly lanes: readonly number[];
  readonly width: number;
}

/** @param measured width of the pane */
export function placesOf(measured: number, count: number, hasRightTimes: boolean): Places {
  const { left, right } = measured < ROOMY.least ? TIGHT : ROOMY;
  const edge = hasRightTimes ? RIGHT_TIMES : right;
  const width = Math.max(measured, left + edge + (count - 1) * BETWEEN_LANES);
  const gap = (width - left - edge) / Math.max(1, count - 1);
  const lanes = Array.from({ length: count }, (_, lane) => Math.round(left + gap * lane));
  return { lanes, width };
}

/** px of a lane that is drawn. */
export const laneAt = ({ lanes }: Places, lane: number): number => lanes[lane] ?? 0;

/** Between the receiver of an arrow and the lane before it, where no other lifeline crosses the words. */
export function stretchOf({ from, to }: ArrowRow, places: Places) {
  const right = Math.max(from, to);
  return { left: laneAt(places, right - 1), right: laneAt(places, right) };
}

function causeRoom(row: ArrowRow, places: Places): number {
  const { left, right } = stretchOf(row, places);
  // Right of the last lane there are no words.
  const end = right === places.lanes.at(-1) ? places.width : right;
  return end - left - 2 * NAME_GAP;
}

/** Middle of the room right of the first lane, and its width. Left of it are the times. */
export function middleOf({ lanes: [first = 0], width }: Places) {
  return { x: (first + width) / 2, room: width - first - NAME_GAP };
}

const BOX_PADDING = 16;
const BOX_LEAST = 148;
const BOX_EDGE = 4;

/** The box of an outcome: centred at its lane, but never over the edge. */
export function boxOf(lines: readonly string[], lane: number, places: Places) {
  const most = boxRoom(lane, places) + BOX_PADDING;
  const width = Math.min(
    most,
    Math.max(BOX_LEAST, ...lines.map((line) => widthOf(line) + BOX_PADDING)),
  );
  const x = laneAt(places, lane) - width / 2;
  return { x: Math.max(BOX_EDGE, Math.min(x, places.width - width - BOX_EDGE)), width };
}

function boxRoom(lane: number, places: Places): number {
  const gap = laneAt(places, 1) - laneAt(places, 0);
  return (lane === 0 ? laneAt(places, 0) + gap / 2 : gap) - BOX_PADDING - 2 * BOX_EDGE;
}

/** Lines of each of the row's words. Nothing is cut. */
function linesOf(row: LadderRow, places: Places): readonly (readonly string[])[] {
  switch (row.kind) {
    case 'arrow':
      return [row.cause === undefined ? [] : wrapped(row.cause, causeRoom(row, places))];
    case 'note':
      return [wrapped(row.text, laneAt(places, 1) - laneAt(places, 0) - 2 * NAME_GAP)];
    case 'band': {
      const { room } = middleOf(places);
      return [row.title, ...row.lines].map((text) => wrapped(text, room));
    }
    case 'outcome':
      return row.outcomes.map(({ text, lane }) => wrapped(text, boxRoom(lane, places)));
  }
}

function heightOf(row: LadderRow, lines: readonly (readonly string[])[]): number {
  const most = Math.max(...lines.map(({ length }) => length));
  switch (row.kind) {
    case 'arrow':
      return ROW + LINE * Math.max(most, Number(row.hasProblem === true));
    case 'note':
      return ROW + WORDS_LINE * (most - 1);
    case 'band': {
      const [title = [], ...others] = lines;
      return BAND + WORDS_LINE * title.length + BAND_LINE * others.flat().length;
    }
    case 'outcome':
      return OUTCOME + WORDS_LINE * (most - 1);
  }
}

export interface Placed {
  readonly row: LadderRow;
  readonly lines: readonly (readonly string[])[];
  /** Upper edge. */
  readonly top: number;
  readonly height: number;
}

export interface LadderLayout {
  readonly placed: readonly Placed[];
  readonly height: number;
  /** Rows that are left out at the end. */
  readonly left: number;
}

export function ladderLayout(rows: readonly LadderRow[], places: Places): LadderLayout {
  const placed: Placed[] = [];
  let top = HEAD;
  for (const row of rows.slice(0, ROWS_SHOWN)) {
    const lines = linesOf(row, places);
    const height = heightOf(row, lines);
    placed.push({ row, lines, top, height });
    top += height;
  }
  return { placed, height: top + 8, left: Math.max(0, rows.length - ROWS_SHOWN) };
}

/** Spans in which the first lane waits for an answer: to its next packet, or to what ends the wait. */
export function waitsOf({ placed, height }: LadderLayout) {
  return placed.flatMap(({ row, top }, at) => {
    if (row.kind !== 'arrow' || row.isAwaiting !== true) return [];
    const next = placed
      .slice(at + 1)
      .find(({ row: later }) =>
        later.kind === 'arrow'
          ? Math.min(later.from, later.to) === 0 && later.fate === 'arrives'
          : later.kind !== 'note',
      );
    const bottom =
      next === undefined ? height - 8 : next.top + (next.row.kind === 'arrow' ? ARROW.end : 0);
    return { top: top + ARROW.begin, bottom };
  });
}
