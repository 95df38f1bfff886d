/** Widths of the history columns. */

import type { ValuePath } from '../../../../payload/tree/valueTree.ts';
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
const CHANGE = 64;
const KEYS = 80;
/** A column with a value and its change, at least. */
const PATH = 132;
/** Pixels of a character of its name, and those beside the name. */
const LETTER = 6.5;
const BESIDE_NAME = 30;
/** Longer names are cut. */
const LONGEST_NAME = 240;
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
  readonly paths: readonly ValuePath[];
  /** Digits of the largest packet number, including commas. */
  readonly digits?: number;
  /** Pixels of the marks before a packet number. */
  readonly marks?: number;
  readonly isScalar?: boolean;
  /** Times include the date. */
  readonly isDated?: boolean;
}

interface Marked {
  readonly retain: boolean;
  readonly sent: boolean;
  readonly dup: boolean;
}

/** Pixels of the widest marks. */
export const marksWidth = (messages: readonly Marked[]): number =>
  Math.max(
    0,
    ...messages.map(
      ({ retain, sent, dup }) => (retain ? TAG : 0) + (sent ? ICON : 0) + (dup ? TAG : 0),
    ),
  );

/** With the icon that compares. */
const packetColumn = (digits: number, marks: number): number =>
  Math.max(PACKET, digits * CHARACTER + 18 + ICON + marks);

/** Width of the column of a value, whose name is whole. */
const columnOf = (path: ValuePath): number => {
  const name = String(path.at(-1) ?? '');
  return Math.min(LONGEST_NAME, Math.max(PATH, Math.ceil(name.length * LETTER) + BESIDE_NAME));
};

const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);

/** Pixels that a list has for columns of values. */
export const roomForColumns = ({
  width,
  digits = 0,
  marks = 0,
  isDated = false,
}: Omit<Wanted, 'paths'>) =>
  Math.max(0, width - timeColumn(isDated) - TIME_EDGE - packetColumn(digits, marks));

/** The first paths whose columns fit. */
export function fitting(paths: readonly ValuePath[], room: number): readonly ValuePath[] {
  const end = paths.findIndex((_, at) => sum(paths.slice(0, at + 1).map(columnOf)) > room);
  return end < 0 ? paths : paths.slice(0, end);
}

export function historyColumns(wanted: Wanted): HistoryColumns {
  const { width, paths, digits = 0, marks = 0, isScalar = false, isDated = false } = wanted;
  const time = timeColumn(isDated) + TIME_EDGE;
  const isLine = !isScalar && paths.length === 0;
  const isTight = width < TIGHT && paths.length === 0;
  const whole = isTight ? TIGHT_LEAST : WHOLE;
  const change = isTight ? TIGHT_CHANGE : CHANGE;
  const keys = isTight ? TIGHT_LEAST : KEYS;
  const packet = packetColumn(digits, marks);
  const values = isScalar
    ? [whole, change, keys]
    : isLine
      ? [whole + change + keys]
      : paths.map(columnOf);
  // Values need the room more than their sizes.
  const hasSize = width >= ROOMY && !isScalar && width >= time + sum(values) + SIZE + packet;
  const ends = [...(hasSize ? [SIZE] : []), packet];
  const tracks = [
    `${time}px`,
    ...(isScalar
      ? [`minmax(${whole}px,96px)`, `${change}px`, `minmax(${keys}px,1fr)`]
      : values.map((px) => (isLine ? `minmax(${px}px,1fr)` : `minmax(${px}px,0.2fr)`))),
    ...(hasSize ? [`${SIZE}px`] : []),
    // Columns do not move away from each other: the rest is before the packet's number.
    isLine || isScalar ? `${packet}px` : `minmax(${packet}px,1fr)`,
  ].join(' ');
  return { tracks, least: time + sum(values) + sum(ends), hasSize, isScalar, isLine };
}
