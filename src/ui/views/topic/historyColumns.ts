/** How wide the columns of a history are. */

export interface HistoryColumns {
  /** Of a grid. */
  readonly tracks: string;
  /** Pixels below which the list scrolls sideways. */
  readonly least: number;
  readonly hasSize: boolean;
}

export const CELL = 'min-w-0 truncate px-1.5 first:pl-3 last:pr-3';

/** Pixels. */
const TIME = 112;
const PACKET = 70;
const SIZE = 60;
const WHOLE = 80;
const PATH = 64;
const CHANGE = 50;
const KEYS = 80;
/** From which on the size has a column. */
const ROOMY = 560;

/** @param width pixels of the list */
export function historyColumns(width: number, paths: number): HistoryColumns {
  const hasSize = width >= ROOMY;
  const fixed = [TIME, PACKET, ...(hasSize ? [SIZE] : [])];
  const values =
    paths === 0
      ? [`minmax(${WHOLE}px,1.2fr)`, `${CHANGE}px`]
      : Array.from({ length: paths }, () => [`minmax(${PATH}px,0.5fr)`, `${CHANGE}px`]).flat();
  const tracks = [...fixed.map((px) => `${px}px`), ...values, `minmax(${KEYS}px,1fr)`].join(' ');
  const each = paths === 0 ? WHOLE + CHANGE : paths * (PATH + CHANGE);
  const least = fixed.reduce((sum, px) => sum + px, 0) + each + KEYS;
  return { tracks, least, hasSize };
}
