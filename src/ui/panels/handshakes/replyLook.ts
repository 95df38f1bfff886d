/** Columns of the list of requests, and class names of its rows and cells. */
import { classes } from '../../kit/page/classes.ts';
import type { ListLayout } from '../../kit/rows/listLayout.ts';
import { CELL, gridClasses } from '../../kit/rows/look.ts';

export const REPLY_COLUMNS = [
  'request',
  'direction',
  'topic',
  'data',
  'reply',
  'latency',
  'state',
] as const;
export type ReplyColumn = (typeof REPLY_COLUMNS)[number];

const WIDE =
  'grid-cols-[var(--number,60px)_48px_minmax(0,1.2fr)_minmax(0,1fr)_var(--number,56px)_68px_122px]';

const GRID: Readonly<Record<ListLayout, string>> = {
  wide: WIDE,
  narrow: WIDE,
  phone:
    'grid-cols-[var(--number,64px)_48px_minmax(0,1fr)_var(--number,64px)_76px] grid-rows-2 content-center',
};

const RIGHT: ReadonlySet<ReplyColumn> = new Set(['request', 'latency']);

/** On a phone a row is two lines: request, direction, state, reply, latency; then topic and correlation data. */
const PHONE_PLACE: Readonly<Record<ReplyColumn, string>> = {
  request: 'col-start-1 row-start-1',
  direction: 'col-start-2 row-start-1',
  state: 'col-start-3 row-start-1',
  reply: 'col-start-4 row-start-1',
  latency: 'col-start-5 row-start-1 pr-2.5',
  topic: 'col-start-1 col-span-3 row-start-2 pl-2.5',
  data: 'col-start-4 col-span-2 row-start-2 pr-2.5',
};

export const { rowClasses, headClasses } = gridClasses(GRID);

export function cellClasses(column: ReplyColumn, layout: ListLayout): string {
  return classes(
    CELL,
    'px-1',
    RIGHT.has(column) && 'text-right',
    layout === 'phone' && PHONE_PLACE[column],
  );
}
