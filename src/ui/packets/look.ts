/** Class names of the packet list's rows and cells, shared by its head and body. */
import { classes } from '../kit/classes.ts';
import type { Column, ListLayout } from './columns.ts';

const GRID: Readonly<Record<ListLayout, string>> = {
  wide: 'grid-cols-[88px_var(--time,104px)_60px_52px_78px_52px_minmax(0,1fr)_112px_var(--size,60px)]',
  narrow: 'grid-cols-[84px_var(--time,104px)_56px_84px_60px_minmax(0,1fr)_148px_var(--size,60px)]',
  phone:
    'grid-cols-[84px_52px_84px_52px_minmax(0,1fr)_var(--size,60px)] grid-rows-2 content-center',
};

const HEIGHT: Readonly<Record<ListLayout, string>> = {
  wide: 'h-6',
  narrow: 'h-9',
  phone: 'h-11',
};

const RIGHT: ReadonlySet<Column> = new Set(['number', 'delta', 'packetId', 'size']);

/** On a phone a row is two lines: number, direction, type, identifier, flags; then topic and size. */
const PHONE_PLACE: Readonly<Partial<Record<Column, string>>> = {
  topic: 'col-span-5 row-start-2 pl-2.5',
  flags: 'col-start-5 col-span-2 row-start-1 justify-end pr-2.5',
  size: 'col-start-6 row-start-2',
};

export function rowClasses(layout: ListLayout): string {
  return classes(
    'grid items-center border-b font-mono text-sm outline-none',
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

export function cellClasses(column: Column, layout: ListLayout): string {
  return classes(
    'min-w-0 overflow-hidden px-1.5 text-ellipsis whitespace-nowrap first:pl-2.5 last:pr-2.5',
    RIGHT.has(column) && 'text-right',
    column === 'flags' && 'flex gap-1',
    column === 'flags' && layout !== 'phone' && 'pr-0',
    layout === 'phone' && PHONE_PLACE[column],
  );
}
