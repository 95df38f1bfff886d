/** Columns of the packet list: which are shown at each width, and how wide; kept in this browser. */
import { create } from 'zustand';
import { remember, remembered } from '../../kit/language/remembered.ts';
import type { ListLayout } from '../../kit/rows/listLayout.ts';

export const ALL = [
  'number',
  'time',
  'delta',
  'direction',
  'type',
  'packetId',
  'client',
  'topic',
  'payload',
  'flags',
  'size',
] as const;
export type Column = (typeof ALL)[number];

/** The topic is always there; it, or the payload beside it, takes the room that is left. */
export type Hideable = Exclude<Column, 'topic'>;
export type Sized = Exclude<Column, 'payload'>;

export interface ColumnChoice {
  /** What somebody has shown or hidden. */
  readonly shown: Readonly<Partial<Record<Hideable, boolean>>>;
  /** px */
  readonly widths: Readonly<Partial<Record<Sized, number>>>;
}

/** px */
export const WIDTHS = [32, 800] as const;

const KEY = 'packetColumns';
const NONE: ColumnChoice = { shown: {}, widths: {} };
const entries = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

export function choiceOf(kept: unknown): ColumnChoice {
  const { shown, widths } = Object.fromEntries(entries(kept));
  const columns: ReadonlySet<string> = new Set(ALL);
  const isWidth = (value: unknown) =>
    typeof value === 'number' && value >= WIDTHS[0] && value <= WIDTHS[1];
  return {
    shown: Object.fromEntries(
      entries(shown).filter(
        ([name, value]) => columns.has(name) && name !== 'topic' && typeof value === 'boolean',
      ),
    ),
    widths: Object.fromEntries(
      entries(widths).filter(([name, value]) => columns.has(name) && isWidth(value)),
    ),
  };
}

export const useColumnChoice = create<ColumnChoice>()(() => choiceOf(remembered(KEY)));

function choose(choice: ColumnChoice): void {
  useColumnChoice.setState(choice);
  remember(KEY, choice);
}

export function showColumn(column: Hideable, shown: boolean): void {
  const choice = useColumnChoice.getState();
  choose({ ...choice, shown: { ...choice.shown, [column]: shown } });
}

export function resizeColumn(column: Sized, width: number): void {
  const choice = useColumnChoice.getState();
  choose({ ...choice, widths: { ...choice.widths, [column]: Math.round(width) } });
}

export const resetColumns = (): void => choose(NONE);

/** Pixels of the list that leave room for the payload, unless somebody wants it anyway. */
const ROOM_FOR_PAYLOAD = 800;

/**
 * @param ofMany whose packet it is has a column where there is room; else it stands before the topic
 * @param room px
 */
export function columnsOf(
  layout: ListLayout,
  ofMany: boolean,
  room: number,
  { shown }: ColumnChoice,
): readonly Column[] {
  const isNarrow = layout !== 'wide';
  return ALL.filter((column) => {
    if (column === 'topic') return true;
    if (column === 'client' && !ofMany) return false;
    if (isNarrow && (column === 'client' || column === 'payload' || column === 'delta'))
      return false;
    if (layout === 'phone') return column !== 'time';
    if (isNarrow) return true;
    return shown[column] ?? (column !== 'payload' || room >= ROOM_FOR_PAYLOAD);
  });
}

const ROOMY: Readonly<Record<Exclude<Sized, 'topic' | 'client'>, number>> = {
  number: 80,
  time: 104,
  delta: 60,
  direction: 52,
  type: 86,
  packetId: 52,
  flags: 108,
  size: 60,
};
/** With less room, columns of numbers give what they can to client, topic and payload. */
const TIGHT: typeof ROOMY = {
  number: 66,
  time: 100,
  delta: 58,
  direction: 46,
  type: 76,
  packetId: 48,
  flags: 92,
  size: 48,
};
const ROOM_FOR_ROOMY = 900;

/** px of a column as it is now; undefined where it takes its share of what is left. */
export function widthOf(column: Column, room: number, widths: ColumnChoice['widths']) {
  if (column === 'payload') return undefined;
  const chosen = widths[column];
  if (chosen !== undefined || column === 'topic' || column === 'client') return chosen;
  return (room < ROOM_FOR_ROOMY ? TIGHT : ROOMY)[column];
}

/** Of what is left, where nobody chose a width. */
const SHARES: Readonly<Partial<Record<Column, number>>> = { client: 0.6, topic: 1.4, payload: 1 };

/** Takes what the others leave. */
export const fillerOf = (columns: readonly Column[]): Column =>
  columns.includes('payload') ? 'payload' : 'topic';

/** px that a column has now. */
export function widthNow(
  column: Column,
  columns: readonly Column[],
  room: number,
  { widths }: ColumnChoice,
): number {
  const own = widthOf(column, room, widths);
  if (own !== undefined) return own;
  const shared = columns.filter(
    (one) => one === fillerOf(columns) || widthOf(one, room, widths) === undefined,
  );
  const left = columns
    .filter((one) => !shared.includes(one))
    .reduce((rest, one) => rest - (widthOf(one, room, widths) ?? 0), room);
  const shares = shared.reduce((sum, one) => sum + (SHARES[one] ?? 1), 0);
  return Math.round((Math.max(0, left) * (SHARES[column] ?? 1)) / shares);
}

/** The tracks of the list's grid. A column may be narrower than was chosen, so that none is pushed out of sight. */
export function tracksOf(
  columns: readonly Column[],
  room: number,
  { widths }: ColumnChoice,
  /** px that rows on screen need. */
  needed: Partial<Record<Column, number>>,
): string {
  return columns
    .map((column) => {
      const width = widthOf(column, room, widths);
      if (column === fillerOf(columns) || width === undefined)
        return `minmax(0,${SHARES[column] ?? 1}fr)`;
      return `minmax(0,${Math.max(width, needed[column] ?? 0)}px)`;
    })
    .join(' ');
}
