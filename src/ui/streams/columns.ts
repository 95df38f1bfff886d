/** How the list of streams is laid out at each width. */
import { classes } from '../kit/classes.ts';
import type { ListLayout } from '../packets/columns.ts';

export type Column =
  | 'stream'
  | 'clientId'
  | 'addresses'
  | 'version'
  | 'opened'
  | 'duration'
  | 'in'
  | 'out'
  | 'problems'
  | 'notes';

export const COLUMNS: Readonly<Record<ListLayout, readonly Column[]>> = {
  wide: [
    'stream',
    'clientId',
    'addresses',
    'version',
    'opened',
    'duration',
    'in',
    'out',
    'problems',
    'notes',
  ],
  narrow: ['stream', 'clientId', 'addresses', 'duration', 'in', 'out', 'problems', 'notes'],
  phone: ['stream', 'clientId', 'in', 'out', 'problems'],
};

const GRID: Readonly<Record<ListLayout, string>> = {
  wide: 'grid-cols-[44px_minmax(72px,1.3fr)_minmax(120px,2fr)_52px_104px_76px_96px_96px_68px_minmax(40px,0.6fr)]',
  narrow:
    'grid-cols-[48px_minmax(72px,1fr)_minmax(96px,1.2fr)_80px_116px_116px_64px_minmax(40px,0.6fr)]',
  phone: 'grid-cols-[40px_minmax(0,1fr)_96px_96px_56px]',
};

const HEIGHT: Readonly<Record<ListLayout, string>> = { wide: 'h-6', narrow: 'h-9', phone: 'h-11' };
const RIGHT: ReadonlySet<Column> = new Set(['stream', 'duration', 'in', 'out', 'problems']);

export function rowClasses(layout: ListLayout): string {
  return classes('grid items-center font-mono text-sm outline-none', GRID[layout], HEIGHT[layout]);
}

export function headClasses(layout: ListLayout): string {
  return classes(
    'sticky top-0 z-10 grid items-center border-b border-line bg-bar text-xs text-fg-2',
    GRID[layout],
    layout === 'phone' ? 'h-11' : 'h-6',
  );
}

export function cellClasses(column: Column): string {
  return classes(
    'min-w-0 overflow-hidden px-1.5 text-ellipsis whitespace-nowrap first:pl-2.5 last:pr-2.5',
    RIGHT.has(column) && 'text-right',
  );
}
