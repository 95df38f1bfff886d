/** Widths of the history columns. */
import { CHARACTER } from '../../kit/rows/look.ts';

export interface HistoryColumns {
  /** Column tracks of a grid. */
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
/** Below this, values and keys are cut sooner than the list scrolls sideways. */
const TIGHT = 400;
const TIGHT_LEAST = 56;
const TIGHT_CHANGE = 28;
/** From which on the size has a column. */
const ROOMY = 560;

/** @param width pixels of the list @param digits of the largest packet number, including commas */
export function historyColumns(width: number, paths: number, digits = 0): HistoryColumns {
  const hasSize = width >= ROOMY;
  const isTight = width < TIGHT && paths === 0;
  const whole = isTight ? TIGHT_LEAST : WHOLE;
  const change = isTight ? TIGHT_CHANGE : CHANGE;
  const keys = isTight ? TIGHT_LEAST : KEYS;
  const fixed = [TIME, Math.max(PACKET, digits * CHARACTER + 14), ...(hasSize ? [SIZE] : [])];
  const values =
    paths === 0
      ? [`minmax(${whole}px,1.2fr)`, `${change}px`]
      : Array.from({ length: paths }, () => [`minmax(${PATH}px,0.5fr)`, `${CHANGE}px`]).flat();
  const tracks = [...fixed.map((px) => `${px}px`), ...values, `minmax(${keys}px,1fr)`].join(' ');
  const each = paths === 0 ? whole + change : paths * (PATH + CHANGE);
  const least = fixed.reduce((sum, px) => sum + px, 0) + each + keys;
  return { tracks, least, hasSize };
}
