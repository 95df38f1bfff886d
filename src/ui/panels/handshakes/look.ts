/** Columns of the list of exchanges, and class names of its rows and cells. */
import { classes } from '../../kit/page/classes.ts';
import type { ListLayout } from '../../kit/rows/listLayout.ts';
import { CELL, gridClasses } from '../../kit/rows/look.ts';

export const COLUMNS = [
  'number',
  'direction',
  'type',
  'packetId',
  'state',
  'topic',
  'latency',
] as const;
export type ExchangeColumn = (typeof COLUMNS)[number];

const WIDE =
  'grid-cols-[var(--number,52px)_50px_100px_46px_88px_minmax(0,1fr)_var(--latency,74px)]';

const GRID: Readonly<Record<ListLayout, string>> = {
  wide: WIDE,
  narrow: WIDE,
  phone: 'grid-cols-[82px_46px_78px_44px_minmax(0,1fr)_74px] grid-rows-2 content-center',
};

const RIGHT: ReadonlySet<ExchangeColumn> = new Set(['number', 'packetId', 'latency']);

/** On a phone a row is two lines: number, direction, type, identifier, state; then topic and latency. */
const PHONE_PLACE: Readonly<Partial<Record<ExchangeColumn, string>>> = {
  state: 'col-start-5 col-span-2 row-start-1 text-right pr-2.5',
  topic: 'col-span-5 col-start-1 row-start-2 pl-2.5',
  latency: 'col-start-6 row-start-2',
};

export const { rowClasses, headClasses } = gridClasses(GRID);

export function cellClasses(column: ExchangeColumn, layout: ListLayout): string {
  return classes(
    CELL,
    'px-1',
    RIGHT.has(column) && 'text-right',
    layout === 'phone' && PHONE_PLACE[column],
  );
}
