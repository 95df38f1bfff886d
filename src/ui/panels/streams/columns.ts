/** Layout of the stream list at each width. */
import { classes } from '../../kit/page/classes.ts';
import type { ListLayout } from '../../kit/rows/listLayout.ts';
import { CELL, CHARACTER, headLook, rowLook } from '../../kit/rows/look.ts';

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
  phone: ['stream', 'clientId', 'in', 'out'],
};

/** Pixels that a column has at least: its head fits. */
const LEAST: Readonly<Record<Column, number>> = {
  stream: 44,
  clientId: 80,
  addresses: 96,
  version: 56,
  opened: 64,
  duration: 68,
  in: 56,
  out: 56,
  problems: 70,
  notes: 56,
};
/** Pixels of a cell around what stands in it. */
const AROUND = 17;

/**
 * Columns fit their content. Names and addresses share the remaining width, and notes take the rest.
 * @param longest characters in a column
 */
export function tracksOf(layout: ListLayout, longest: (column: Column) => number): string {
  const columns = COLUMNS[layout];
  return columns
    .map((column) => {
      const needed = Math.max(LEAST[column], Math.ceil(longest(column) * CHARACTER) + AROUND);
      if (column === 'notes') return `minmax(${longest('notes') > 0 ? 120 : LEAST.notes}px, 1fr)`;
      if (column === 'clientId' && !columns.includes('notes'))
        return `minmax(${LEAST.clientId}px, 1fr)`;
      if (column === 'clientId' || column === 'addresses')
        return `minmax(${Math.min(LEAST[column], needed)}px, ${needed}px)`;
      return `${needed}px`;
    })
    .join(' ');
}

const RIGHT: ReadonlySet<Column> = new Set(['stream', 'duration', 'in', 'out', 'problems']);

export function rowClasses(layout: ListLayout): string {
  return rowLook(layout, 'grid-cols-(--tracks)');
}

export function headClasses(layout: ListLayout): string {
  return headLook(layout, 'grid-cols-(--tracks)');
}

export function cellClasses(column: Column): string {
  return classes(CELL, 'px-1.5', RIGHT.has(column) && 'text-right');
}
