/** Class names of the packet list's rows and cells, shared by its head and body. */
import { classes } from '../../kit/page/classes.ts';
import type { ListLayout } from '../../kit/rows/listLayout.ts';
import { CELL, gridClasses } from '../../kit/rows/look.ts';
import type { Column } from '../../session/packets/columns.ts';

const GRID: Readonly<Record<ListLayout, string>> = {
  // See `tracksOf`: rows need not be drawn again while a column is resized.
  wide: 'grid-cols-(--tracks)',
  narrow:
    'grid-cols-[72px_var(--time,104px)_28px_96px_48px_minmax(0,1fr)_var(--flags,56px)_var(--size,60px)]',
  phone:
    'grid-cols-[58px_24px_70px_minmax(0,1fr)_max(48px,calc(var(--time,108px)-var(--size,60px)))_var(--size,60px)] grid-rows-[20px_20px]',
};
/** Grid of a list of exchanges. */
const FOLDED: typeof GRID = {
  wide: GRID.wide,
  narrow: GRID.wide,
  phone: 'grid-cols-[24px_minmax(0,1fr)_auto] grid-rows-[20px_20px]',
};

const RIGHT: ReadonlySet<Column> = new Set(['number', 'delta', 'packetId', 'qos', 'size']);

/**
 * On a phone a row is two lines: number, direction, type, flags, time; then topic, identifier, size. A long type
 * extends into the flags, which only PUBLISH has.
 */
const PHONE_PLACE: Readonly<Partial<Record<Column, string>>> = {
  number: 'col-start-1 row-start-1 pl-0',
  direction: 'col-start-2 row-start-1',
  type: 'col-start-3 row-start-1 overflow-visible!',
  flags: 'col-start-4 row-start-1 pl-0 pr-0',
  time: 'col-start-5 col-span-2 row-start-1 text-right text-fg-3',
  topic: 'col-start-1 col-span-4 row-start-2 pl-2.5',
  packetId: 'col-start-5 row-start-2',
  size: 'col-start-6 row-start-2',
};

/** An exchange: direction, topic, time; then payload and exchange. */
const PHONE_PLACE_FOLDED: typeof PHONE_PLACE = {
  direction: 'col-start-1 row-start-1',
  topic: 'col-start-2 row-start-1',
  time: 'col-start-3 row-start-1 text-right text-fg-3',
  payload: 'col-start-2 row-start-2',
  exchange: 'col-start-3 row-start-2 justify-self-end',
};

const ofPackets = gridClasses(GRID);
const ofExchanges = gridClasses(FOLDED);

export const rowClasses = (layout: ListLayout, isFolded: boolean): string =>
  (isFolded ? ofExchanges : ofPackets).rowClasses(layout);

export const headClasses = (layout: ListLayout, isFolded: boolean): string =>
  (isFolded ? ofExchanges : ofPackets).headClasses(layout);

/**
 * @param isWide also fills the payload's width, because there is no payload
 * @param hasFlags false: it fills that of the flags, too
 */
export function cellClasses(
  column: Column,
  layout: ListLayout,
  isWide = false,
  isFolded = false,
  hasFlags = true,
): string {
  return classes(
    isWide && column === 'topic' && layout !== 'phone' && (hasFlags ? 'col-span-2' : 'col-span-3'),
    isWide && (column === 'payload' || (column === 'flags' && !hasFlags)) && 'hidden',
    CELL,
    'px-1.5',
    RIGHT.has(column) && 'text-right',
    column === 'flags' && 'flex items-center gap-1',
    column === 'flags' && layout !== 'phone' && 'pr-0',
    isFolded && column === 'time' && 'text-right',
    layout === 'phone' && (isFolded ? PHONE_PLACE_FOLDED : PHONE_PLACE)[column],
  );
}
