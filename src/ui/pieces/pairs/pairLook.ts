/** Columns of the list of requests, and class names of its rows and cells. */
import { classes } from '../../kit/classes.ts';
import type { ListLayout } from '../../kit/rows/listLayout.ts';
import { CELL, headLook, ruledRowLook } from '../../kit/rows/look.ts';

export const COLUMNS = [
  'time',
  'direction',
  'meaning',
  'id',
  'packets',
  'latency',
  'state',
  'code',
] as const;
export type PairColumn = (typeof COLUMNS)[number];

const WIDE =
  'grid-cols-[104px_48px_minmax(96px,1.1fr)_minmax(40px,110px)_92px_70px_minmax(92px,150px)_minmax(56px,1fr)]';

const GRID: Readonly<Record<ListLayout, string>> = {
  wide: WIDE,
  narrow: WIDE,
  phone: 'grid-cols-[104px_52px_minmax(0,1fr)_112px] grid-rows-2 content-center',
};

/** On a phone a row is two lines: time, direction, meaning, latency; then id, state, code and packets. */
const PHONE_PLACE: Readonly<Record<PairColumn, string>> = {
  time: 'col-start-1 row-start-1',
  direction: 'col-start-2 row-start-1',
  meaning: 'col-start-3 row-start-1',
  latency: 'col-start-4 row-start-1 pr-2.5',
  id: 'col-start-1 row-start-2 pl-2.5',
  state: 'col-start-2 col-span-2 row-start-2 max-w-1/2',
  code: 'col-start-2 col-span-2 row-start-2 ml-[50%]',
  packets: 'col-start-4 row-start-2 pr-2.5 text-right',
};

export function rowClasses(layout: ListLayout): string {
  return ruledRowLook(layout, GRID[layout]);
}

export function headClasses(layout: ListLayout): string {
  return headLook(layout, GRID[layout]);
}

export function cellClasses(column: PairColumn, layout: ListLayout): string {
  return classes(
    CELL,
    'px-1',
    column === 'latency' && 'text-right',
    layout === 'phone' && PHONE_PLACE[column],
  );
}
