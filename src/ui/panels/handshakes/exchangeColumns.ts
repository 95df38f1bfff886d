/** Columns of the list of exchanges at each width. */
import { grouped } from '../../../i18n/numbers.ts';
import { CHARACTER } from '../../kit/rows/look.ts';
import type { ListColumns } from '../../pieces/lists/ListGrid.tsx';

export type ExchangeColumn =
  | 'number'
  | 'direction'
  | 'type'
  | 'packetId'
  | 'state'
  | 'topic'
  | 'latency';

const SHOWN: readonly ExchangeColumn[] = [
  'number',
  'direction',
  'type',
  'packetId',
  'state',
  'topic',
  'latency',
];

export const RIGHT: ReadonlySet<ExchangeColumn> = new Set(['number', 'packetId', 'latency']);

/** On a phone a row is two lines: number, direction, type, identifier, state; then topic and latency. */
const PHONE_PLACES: Readonly<Partial<Record<ExchangeColumn, string>>> = {
  state: 'col-start-5 col-span-2 row-start-1 text-right',
  topic: 'col-span-5 col-start-1 row-start-2',
  latency: 'col-start-6 row-start-2',
};

/** µs: longer ones are shown in minutes. */
const LONG = 59_000_000;

/** Tracks fit the largest packet number and latency, µs. */
export function exchangeColumns(largest: {
  readonly number: number;
  readonly latency: number;
}): ListColumns<ExchangeColumn> {
  const number = Math.max(52, grouped(largest.number).length * CHARACTER + 18);
  const latency = largest.latency < LONG ? 78 : 100;
  const tracks = `${number}px 54px 100px 50px 92px minmax(0,1fr) ${latency}px`;
  const wide = { shown: SHOWN, tracks };
  return {
    wide,
    tight: wide,
    phone: {
      shown: SHOWN,
      tracks: '82px 46px 78px 50px minmax(0,1fr) 78px',
      places: PHONE_PLACES,
    },
  };
}
