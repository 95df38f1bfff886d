/** Columns of the list of requests with replies, which has rows of two lines at any width. */
import { grouped } from '../../../i18n/numbers.ts';
import { timeColumn } from '../../kit/page/clock.ts';
import { CHARACTER } from '../../kit/rows/look.ts';
import type { ListColumns } from '../../pieces/lists/ListGrid.tsx';

export type PairColumn =
  | 'time'
  | 'direction'
  | 'meaning'
  | 'id'
  | 'packets'
  | 'latency'
  | 'state'
  | 'code';

const SHOWN: readonly PairColumn[] = [
  'time',
  'direction',
  'meaning',
  'id',
  'packets',
  'latency',
  'state',
  'code',
];

export const RIGHT: ReadonlySet<PairColumn> = new Set(['latency']);

/** A row is two lines: time, direction, meaning, latency; then id, state, code and packets. */
const PLACES: Readonly<Record<PairColumn, string>> = {
  time: 'col-start-1 row-start-1',
  direction: 'col-start-2 row-start-1',
  meaning: 'col-start-3 row-start-1',
  latency: 'col-start-4 row-start-1 pr-2.5',
  id: 'col-start-1 row-start-2 pl-2.5',
  state: 'col-start-2 col-span-2 row-start-2 max-w-1/2 has-[+:empty]:max-w-none',
  code: 'col-start-2 col-span-2 row-start-2 ml-[50%]',
  packets: 'col-start-4 row-start-2 pr-2.5 text-right',
};

/** px of the arrow between two packets, and of the padding around them. */
const BETWEEN = 40;

/** Both packets of a row fit, even with finger-sized links. @param largest packet number @param isDated times include the date */
export function pairColumns(largest: number, isDated: boolean): ListColumns<PairColumn> {
  const number = `max(${grouped(largest).length * CHARACTER}px, var(--h-link))`;
  const packets = `max(96px, 2 * ${number} + ${BETWEEN}px)`;
  const time = timeColumn(isDated);
  const columns = {
    shown: SHOWN,
    tracks: `${time}px 52px minmax(0,1fr) ${packets}`,
    places: PLACES,
  };
  return { wide: columns, tight: columns, phone: columns };
}
