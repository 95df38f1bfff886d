/** Columns of the packet list at each width, and their widths. Stored in this browser. */
import { create } from 'zustand';
import { visibleText } from '../../../base/visibleText.ts';
import {
  isSamePath,
  isValuePath,
  pathText,
  shortPath,
  type ValuePath,
} from '../../../payload/tree/valueTree.ts';
import { remembered } from '../../kit/language/remembered.ts';
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
/** Columns of a list of exchanges. */
const OF_EXCHANGES = [
  'time',
  'direction',
  'client',
  'topic',
  'payload',
  'qos',
  'exchange',
  'size',
] as const;
/** Columns that are left out in less room, in this order. */
const GIVE_WAY: readonly Column[] = ['size', 'qos', 'client'];

/** A value of the payload has a column with its path as id. */
export type KeyColumn = `payload.${string}` | `payload[${string}`;

export type Column = (typeof ALL | typeof OF_EXCHANGES)[number] | KeyColumn;

/** The topic is always shown. It, or the payload next to it, fills the remaining width. */
export type Hideable = Exclude<(typeof ALL)[number], 'topic'>;
export type Sized = Exclude<Column, 'payload'>;

export interface ColumnChoice {
  /** Columns that the user has shown or hidden. */
  readonly shown: Readonly<Partial<Record<Hideable, boolean>>>;
  /** px */
  readonly widths: Readonly<Partial<Record<Sized, number>>>;
  /** Paths of values that have a column. */
  readonly keys: readonly ValuePath[];
}

/** Columns of values: more would leave no room for the payload. */
export const MOST_KEYS = 4;

export const isKey = (column: string): column is KeyColumn => /^payload[.[]/.test(column);

/** @param path not empty */
export function keyColumn(path: ValuePath): KeyColumn {
  const column = pathText(path);
  if (!isKey(column)) throw new Error('The whole payload has a column of its own.');
  return column;
}

/** Name of a value's column: as much of its path as tells it from the other columns. */
export function keyName(column: KeyColumn, { keys }: Pick<ColumnChoice, 'keys'>): string {
  const path = keys.find((one) => keyColumn(one) === column);
  return visibleText(path === undefined ? column : shortPath(path, keys));
}

/** px of a value's column in a list of that width. */
const keyWidth = (room: number): number => (room < 1000 ? 80 : 96);

/** px of a list that the columns of values leave for the others. */
const besideKeys = (
  room: number,
  keys: readonly KeyColumn[],
  widths: ColumnChoice['widths'],
): number => keys.reduce((left, key) => left - (widths[key] ?? keyWidth(room)), room);

export const hasKey = ({ keys }: ColumnChoice, path: ValuePath): boolean =>
  keys.some((one) => isSamePath(one, path));

/** Minimum and maximum width of a column, px. */
export const WIDTHS = [32, 800] as const;

export const KEY = 'packetColumns';
const entries = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

export function choiceOf(kept: unknown): ColumnChoice {
  const { shown, widths, keys } = Object.fromEntries(entries(kept));
  const columns: ReadonlySet<string> = new Set(ALL);
  const isWidth = (value: unknown): value is number =>
    typeof value === 'number' && value >= WIDTHS[0] && value <= WIDTHS[1];
  return {
    shown: Object.fromEntries(
      entries(shown).filter(
        ([name, value]) => columns.has(name) && name !== 'topic' && typeof value === 'boolean',
      ),
    ),
    widths: Object.fromEntries(
      entries(widths).flatMap(([name, value]) =>
        (columns.has(name) || isKey(name)) && isWidth(value) ? [[name, value]] : [],
      ),
    ),
    keys: Array.isArray(keys)
      ? keys
          .filter(isValuePath)
          .filter(({ length }) => length > 0)
          .slice(0, MOST_KEYS)
      : [],
  };
}

/** px of a direction without its word. */
const ARROW = 36;

/** Columns of windows below 900 px, where the user has no choice. The client precedes the topic. */
export const NARROW: ColumnChoice = {
  shown: { client: false },
  widths: { direction: ARROW },
  keys: [],
};

export const useColumnChoice = create<ColumnChoice>()(() => choiceOf(remembered(KEY)));

/**
 * Widths of the list in pixels below which a column gives way to the payload, unless the user wants it anyway.
 * Wire mode shows the time between packets at any width.
 */
const ROOM_FOR: Readonly<Partial<Record<Column, number>>> = {
  delta: 1200,
  packetId: 1200,
  size: 860,
  number: 800,
  flags: 700,
};

/** On a phone, topic and payload are the second of two lines. */
const OF_PHONE: ReadonlySet<Column> = new Set([
  'number',
  'direction',
  'type',
  'flags',
  'time',
  'topic',
  'payload',
]);

/**
 * @param ofMany with several clients, the client has a column if there is room; otherwise it precedes the
 *   topic
 * @param room px
 */
export function columnsOf(
  layout: ListLayout,
  ofMany: boolean,
  room: number,
  { shown, keys, widths }: ColumnChoice,
  isWire = false,
): readonly Column[] {
  if (layout === 'phone') return ALL.filter((column) => OF_PHONE.has(column));
  const ofValues = keys.map(keyColumn);
  const left = besideKeys(room, ofValues, widths);
  const columns = ALL.filter((column) => {
    if (column === 'topic') return true;
    if (column === 'client' && !ofMany) return false;
    return shown[column] ?? (left >= (ROOM_FOR[column] ?? 0) || (isWire && column === 'delta'));
  });
  return [...columns, ...ofValues];
}

/** Width in px of a list of exchanges below which columns are left out for the payload, and px per column. */
const ROOM_FOR_ALL = 900;
const EACH = 100;

/** Columns of a list of exchanges. The payload is never left out. */
export function exchangeColumnsOf(
  layout: ListLayout,
  ofMany: boolean,
  room: number,
  { keys, widths }: ColumnChoice,
): readonly Column[] {
  const ofValues = layout === 'wide' ? keys.map(keyColumn) : [];
  const lacking = Math.max(0, ROOM_FOR_ALL - besideKeys(room, ofValues, widths));
  const count = layout === 'wide' ? Math.ceil(lacking / EACH) : Infinity;
  const gone = new Set(GIVE_WAY.slice(0, count));
  const columns = OF_EXCHANGES.filter(
    (column) => !gone.has(column) && (column !== 'client' || ofMany),
  );
  return [...columns, ...ofValues];
}

/** px of `QoS 1` and `RETAIN` side by side, in the widest of the fonts. */
const FLAGS = 108;
/** px of the dots and of `open, PUBREL due` after them. In a short list, the payload needs them more. */
const EXCHANGE = 172;
const SHORT_EXCHANGE = 132;
const ROOM_FOR_EXCHANGE = 660;

const ROOMY: Readonly<Record<Exclude<Sized, 'topic' | 'client'>, number>> = {
  number: 80,
  time: 104,
  delta: 60,
  direction: 52,
  type: 96,
  packetId: 52,
  flags: FLAGS,
  qos: 36,
  exchange: EXCHANGE,
  size: 60,
};
/** In less room, columns of numbers shrink in favour of client, topic and payload. */
const TIGHT: typeof ROOMY = {
  number: 70,
  time: 104,
  delta: 58,
  direction: 52,
  type: 96,
  packetId: 48,
  flags: FLAGS,
  qos: 36,
  exchange: EXCHANGE,
  size: 48,
};
const ROOM_FOR_ROOMY = 900;
/** Share of the width that the number columns leave. */
const CLIENT_SHARE = 0.22;
/** The payload is the widest column. In less room, a topic without its first levels is hard to tell from others. */
const TOPIC_SHARE = { roomy: 0.42, tight: 0.48 };
const TOPIC_OF_EXCHANGE = { roomy: 0.36, tight: 0.48 };
/** px that most topics need, where the payload has the rest. */
const TOPIC = 340;

/** The column that fills the remaining width. */
export const fillerOf = (columns: readonly Column[]): Column =>
  columns.includes('payload') ? 'payload' : 'topic';

const isNumeric = (column: Column): column is Exclude<keyof typeof ROOMY, KeyColumn> =>
  column in ROOMY;

/** Width of every column except the one that fills the rest, px. */
export function widthsOf(
  columns: readonly Column[],
  room: number,
  { widths }: ColumnChoice,
): ReadonlyMap<Column, number> {
  const isTight = besideKeys(room, columns.filter(isKey), widths) < ROOM_FOR_ROOMY;
  const defaults = isTight ? TIGHT : ROOMY;
  const known = new Map<Column, number>();
  let left = room;
  const put = (column: Column, width: number): void => {
    known.set(column, width);
    left -= width;
  };
  const isExchange = columns.includes('exchange');
  for (const column of columns)
    if (isNumeric(column)) {
      const usual = isExchange && column === 'direction' ? ARROW : defaults[column];
      const isShort = column === 'exchange' && room < ROOM_FOR_EXCHANGE;
      put(column, widths[column] ?? (isShort ? SHORT_EXCHANGE : usual));
    } else if (isKey(column)) put(column, widths[column] ?? keyWidth(room));
  left = Math.max(left, 0);
  if (columns.includes('client')) put('client', widths.client ?? Math.round(left * CLIENT_SHARE));
  if (columns.includes('payload')) {
    const share = (isExchange ? TOPIC_OF_EXCHANGE : TOPIC_SHARE)[isTight ? 'tight' : 'roomy'];
    put('topic', topicWidth(isExchange, Math.round(left * share), widths.topic));
  }
  return known;
}

function topicWidth(isExchange: boolean, most: number, chosen: number | undefined): number {
  if (isExchange) return Math.min(chosen ?? TOPIC, most);
  return chosen ?? Math.min(most, TOPIC);
}

/**
 * The tracks of the list's grid. A column may be narrower than chosen, so that none is pushed out of view.
 */
export function tracksOf(
  columns: readonly Column[],
  room: number,
  choice: ColumnChoice,
  /** px that rows on screen need. */
  needed: Partial<Record<Column, number>>,
): string {
  const widths = widthsOf(columns, room, choice);
  return columns
    .map((column) => {
      const width = widths.get(column);
      if (width === undefined) return 'minmax(0,1fr)';
      return `minmax(0,${Math.max(width, needed[column] ?? 0)}px)`;
    })
    .join(' ');
}
