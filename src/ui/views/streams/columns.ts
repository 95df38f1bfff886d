/** How the list of streams is laid out at each width. */
import { classes } from '../../kit/classes.ts';
import type { ListLayout } from '../../kit/rows/listLayout.ts';
import { CELL, headLook, rowLook } from '../../kit/rows/look.ts';

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

const RIGHT: ReadonlySet<Column> = new Set(['stream', 'duration', 'in', 'out', 'problems']);

export function rowClasses(layout: ListLayout): string {
  return rowLook(layout, GRID[layout]);
}

export function headClasses(layout: ListLayout): string {
  return headLook(layout, GRID[layout]);
}

export function cellClasses(column: Column): string {
  return classes(CELL, 'px-1.5', RIGHT.has(column) && 'text-right');
}
