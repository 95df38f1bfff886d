/** Class names shared by the lists of packets, exchanges and streams. `grid` sets the columns. */
import { classes } from '../page/classes.ts';
import type { ListLayout } from './listLayout.ts';

/** Width of a data character in a row, pixels. */
export const CHARACTER = 7.25;

/** Height and padding. */
const HEIGHT: Readonly<Record<ListLayout, string>> = {
  wide: 'h-(--row,28px) px-1.5',
  narrow: 'h-(--row,36px) px-1.5 max-[819.98px]:h-(--row,40px)',
  phone: 'h-(--row,60px) content-center px-2.5',
};

const HEAD_LOOK: Readonly<Record<ListLayout, string>> = {
  wide: 'h-6 px-1.5',
  narrow: 'h-6 px-1.5 max-[819.98px]:h-10',
  phone: 'h-10 px-2.5',
};

export function rowLook(layout: ListLayout, grid: string): string {
  return classes(
    'relative grid items-center font-mono text-base outline-none',
    grid,
    HEIGHT[layout],
  );
}

/** Classes of the rows and the head of a list, by its grid in each layout. */
export function gridClasses(grid: Readonly<Record<ListLayout, string>>) {
  return {
    rowClasses: (layout: ListLayout): string => ruledRowLook(layout, grid[layout]),
    headClasses: (layout: ListLayout): string => headLook(layout, grid[layout]),
  };
}

/** Two-line rows, as on phones, are separated by a line. */
function ruledRowLook(layout: ListLayout, grid: string): string {
  const line = layout === 'phone' ? 'border-line' : 'border-transparent';
  return classes('border-b', line, rowLook(layout, grid));
}

export function headLook(layout: ListLayout, grid: string): string {
  return classes(
    'sticky top-0 -z-1 grid items-center border-b border-line bg-bar text-xs text-fg-2',
    grid,
    HEAD_LOOK[layout],
  );
}

/** Classes of a cell. With the padding of its row, its text is 12 px from the edge of the pane, on phones 16. */
export const CELL = 'min-w-0 overflow-hidden px-1.5 text-ellipsis whitespace-nowrap';
