/** Widths of the history columns. */
import { timeColumn } from '../../../kit/page/clock.ts';
import { CHARACTER } from '../../../kit/rows/look.ts';

export interface HistoryColumns {
  /** Column tracks of a grid. */
  readonly tracks: string;
  /** Pixels below which the list scrolls sideways. */
  readonly least: number;
  readonly hasSize: boolean;
  readonly isScalar: boolean;
  /** Values of a document share a column, unless some have their own. */
  readonly isLine: boolean;
}

export const CELL = 'min-w-0 truncate px-1.5 first:pl-3 last:pr-3';

/** Pixels of a mark beside a packet number, with its gap. */
const ICON = 18;
const TAG = 36;
/** Pixels. */
const TIME_EDGE = 4;
const PACKET = 70;
const SIZE = 60;
const WHOLE = 80;
const PATH = 64;
const CHANGE = 64;
const KEYS = 80;
/** Below this, values and keys are cut sooner than the list scrolls sideways. */
const TIGHT = 400;
const TIGHT_LEAST = 56;
const TIGHT_CHANGE = 62;
/** From which on the size has a column. */
const ROOMY = 560;

interface Wanted {
  /** Pixels of the list. */
  readonly width: number;
  /** Values with a column. */
  readonly paths: number;
  /** Digits of the largest packet number, including commas. */
  readonly digits?: number;
  /** Pixels of the marks before a packet number. */
  readonly marks?: number;
  readonly isScalar?: boolean;
  /** Times include the date. */
  readonly isDated?: boolean;
}

interface Marked {
  readonly isBase: boolean;
  readonly retain: boolean;
  readonly sent: boolean;
  readonly dup: boolean;
}

/** Pixels of the widest marks. */
export const marksWidth = (messages: readonly Marked[]): number =>
  Math.max(
    0,
    ...messages.map(
      ({ isBase, retain, sent, dup }) =>
        (isBase ? ICON : 0) + (retain ? TAG : 0) + (sent ? ICON : 0) + (dup ? TAG : 0),
    ),
  );

const packetColumn = (digits: number, marks: number): number =>
  Math.max(PACKET, digits * CHARACTER + 18 + marks);

/** Number of values that have room in a list. */
export function columnsThatFit(width: number, digits: number, isDated: boolean, marks = 0): number {
  const others = timeColumn(isDated) + TIME_EDGE + KEYS + packetColumn(digits, marks);
  return Math.max(0, Math.floor((width - others) / (PATH + CHANGE)));
}

export function historyColumns({
  width,
  paths,
  digits = 0,
  marks = 0,
  isScalar = false,
  isDated = false,
}: Wanted): HistoryColumns {
  const time = timeColumn(isDated) + TIME_EDGE;
  const isLine = !isScalar && paths === 0;
  const isTight = width < TIGHT && paths === 0;
  const whole = isTight ? TIGHT_LEAST : WHOLE;
  const change = isTight ? TIGHT_CHANGE : CHANGE;
  const keys = isTight ? TIGHT_LEAST : KEYS;
  const packet = packetColumn(digits, marks);
  const values = isScalar
    ? [`minmax(${whole}px,96px)`, `${change}px`]
    : Array.from({ length: paths }, () => [`minmax(${PATH}px,0.5fr)`, `${CHANGE}px`]).flat();
  const each = isScalar ? whole + change : paths * (PATH + CHANGE);
  // Values need the room more than their sizes.
  const hasSize = width >= ROOMY && !isScalar && width >= time + each + keys + SIZE + packet;
  const last = isLine ? whole + change + keys : keys;
  const ends = [...(hasSize ? [SIZE] : []), packet];
  const tracks = [
    `${time}px`,
    ...values,
    `minmax(${last}px,1fr)`,
    ...ends.map((px) => `${px}px`),
  ].join(' ');
  const least = [time, each, last, ...ends].reduce((sum, px) => sum + px, 0);
  return { tracks, least, hasSize, isScalar, isLine };
}
