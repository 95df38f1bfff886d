/** Columns of the list of exchanges, and class names of its rows and cells. */
import { classes } from '../kit/classes.ts';
import type { ListLayout } from '../packets/columns.ts';

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
  'grid-cols-[var(--number,52px)_50px_var(--type,54px)_46px_88px_minmax(0,1fr)_var(--latency,74px)]';

const GRID: Readonly<Record<ListLayout, string>> = {
  wide: WIDE,
  narrow: WIDE,
  phone: 'grid-cols-[84px_52px_96px_52px_minmax(0,1fr)_74px] grid-rows-2 content-center',
};

const HEIGHT: Readonly<Record<ListLayout, string>> = { wide: 'h-6', narrow: 'h-9', phone: 'h-11' };

const RIGHT: ReadonlySet<ExchangeColumn> = new Set(['number', 'packetId', 'latency']);

/** On a phone a row is two lines: number, direction, type, identifier, state; then topic and latency. */
const PHONE_PLACE: Readonly<Partial<Record<ExchangeColumn, string>>> = {
  state: 'col-start-5 col-span-2 row-start-1 text-right pr-2.5',
  topic: 'col-span-5 col-start-1 row-start-2 pl-2.5',
  latency: 'col-start-6 row-start-2',
};

export function rowClasses(layout: ListLayout): string {
  return classes(
    'grid cursor-default items-center border-b font-mono text-sm outline-none',
    layout === 'phone' ? 'border-line' : 'border-transparent',
    GRID[layout],
    HEIGHT[layout],
  );
}

export function headClasses(layout: ListLayout): string {
  return classes(
    'sticky top-0 z-10 grid items-center border-b border-line bg-bar text-xs text-fg-2',
    GRID[layout],
    layout === 'phone' ? 'h-11' : 'h-6',
  );
}

export function cellClasses(column: ExchangeColumn, layout: ListLayout): string {
  return classes(
    'min-w-0 overflow-hidden px-1 text-ellipsis whitespace-nowrap first:pl-2.5 last:pr-2.5',
    RIGHT.has(column) && 'text-right',
    layout === 'phone' && PHONE_PLACE[column],
  );
}
