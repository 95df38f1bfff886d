/** Class names of the packet list's rows and cells, shared by its head and body. */
import { classes } from '../../kit/page/classes.ts';
import type { ListLayout } from '../../kit/rows/listLayout.ts';
import { CELL, gridClasses } from '../../kit/rows/look.ts';
import type { Column } from '../../session/packets/columns.ts';

/** Grids of a list of packets and of exchanges on a phone: two lines a row. */
const PHONE =
  'grid-cols-[58px_24px_minmax(70px,calc(42%-82px))_minmax(0,1fr)_max-content] grid-rows-[20px_20px]';
const PHONE_FOLDED = 'grid-cols-[24px_minmax(0,1fr)_auto] grid-rows-[20px_20px]';

// See `tracksOf`: rows need not be drawn again while a column is resized.
const TRACKS = 'grid-cols-(--tracks)';

const RIGHT: ReadonlySet<Column> = new Set(['number', 'delta', 'packetId', 'qos', 'size']);

/**
 * Number, direction, type, flags, time; then topic and payload. A long type extends into the flags, which only
 * PUBLISH has.
 */
const PHONE_PLACE: Readonly<Partial<Record<Column, string>>> = {
  number: 'col-start-1 row-start-1',
  direction: 'col-start-2 row-start-1',
  type: 'col-start-3 row-start-1 overflow-visible!',
  flags: 'col-start-4 row-start-1 pl-0 pr-0',
  time: 'col-start-5 row-start-1 text-right text-fg-3',
  topic: 'col-start-1 row-start-2',
  payload: 'col-start-4 col-span-2 row-start-2 pl-0',
};

/** An exchange: direction, topic, time; then payload and exchange. */
const PHONE_PLACE_FOLDED: typeof PHONE_PLACE = {
  direction: 'col-start-1 row-start-1',
  topic: 'col-start-2 row-start-1',
  time: 'col-start-3 row-start-1 text-right text-fg-3',
  payload: 'col-start-2 row-start-2',
  exchange: 'col-start-3 row-start-2 justify-self-end',
};

const ofPackets = gridClasses({ wide: TRACKS, narrow: TRACKS, phone: PHONE });
const ofExchanges = gridClasses({ wide: TRACKS, narrow: TRACKS, phone: PHONE_FOLDED });

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
  const isPhone = layout === 'phone';
  return classes(
    isPhone && !isFolded && column === 'topic' && (isWide ? 'col-span-5' : 'col-span-3'),
    isWide && !isPhone && column === 'topic' && (hasFlags ? 'col-span-2' : 'col-span-3'),
    isWide && (column === 'payload' || (column === 'flags' && !hasFlags && !isPhone)) && 'hidden',
    CELL,
    RIGHT.has(column) && 'text-right',
    column === 'flags' && 'flex items-center gap-1',
    column === 'flags' && !isPhone && 'pr-0',
    isFolded && column === 'time' && 'text-right',
    isPhone && (isFolded ? PHONE_PLACE_FOLDED : PHONE_PLACE)[column],
  );
}
