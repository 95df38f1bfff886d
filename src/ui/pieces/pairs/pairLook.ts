/** Columns of the list of requests, and class names of its rows and cells. */
import { grouped } from '../../../i18n/numbers.ts';
import { classes } from '../../kit/page/classes.ts';
import type { ListLayout } from '../../kit/rows/listLayout.ts';
import { CELL, CHARACTER, gridClasses } from '../../kit/rows/look.ts';

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

const GRID: Readonly<Record<ListLayout, string>> = {
  wide: 'grid-cols-(--tracks)',
  narrow: 'grid-cols-(--tracks)',
  phone: 'grid-cols-(--tracks) grid-rows-2 content-center',
};

/** px of the arrow between two packets, and of the blank around them. */
const BETWEEN = 36;

/** Both packets of a row fit, even with finger-sized links. @param largest packet number */
export function tracksFor(layout: ListLayout, largest: number): string {
  const number = `max(${grouped(largest).length * CHARACTER}px, var(--h-link))`;
  const packets = `max(92px, 2 * ${number} + ${BETWEEN}px)`;
  return layout === 'phone'
    ? `104px 52px minmax(0,1fr) ${packets}`
    : `104px 48px minmax(96px,1.1fr) minmax(40px,110px) ${packets} 70px minmax(92px,150px) minmax(56px,1fr)`;
}

/** On a phone a row is two lines: time, direction, meaning, latency; then id, state, code and packets. */
const PHONE_PLACE: Readonly<Record<PairColumn, string>> = {
  time: 'col-start-1 row-start-1',
  direction: 'col-start-2 row-start-1',
  meaning: 'col-start-3 row-start-1',
  latency: 'col-start-4 row-start-1 pr-2.5',
  id: 'col-start-1 row-start-2 pl-2.5',
  state: 'col-start-2 col-span-2 row-start-2 max-w-1/2 has-[+:empty]:max-w-none',
  code: 'col-start-2 col-span-2 row-start-2 ml-[50%]',
  packets: 'col-start-4 row-start-2 pr-2.5 text-right',
};

export const { rowClasses, headClasses } = gridClasses(GRID);

export function cellClasses(column: PairColumn, layout: ListLayout): string {
  return classes(
    CELL,
    'px-1',
    column === 'latency' && 'text-right',
    layout === 'phone' && PHONE_PLACE[column],
  );
}
