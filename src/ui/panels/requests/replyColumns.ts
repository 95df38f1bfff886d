/** Columns of the list of MQTT 5 requests at each width. */
import { grouped } from '../../../i18n/numbers.ts';
import { CHARACTER } from '../../kit/rows/look.ts';
import type { ListColumns } from '../../pieces/lists/ListGrid.tsx';

export type ReplyColumn =
  | 'request'
  | 'direction'
  | 'topic'
  | 'data'
  | 'reply'
  | 'latency'
  | 'state';

const SHOWN: readonly ReplyColumn[] = [
  'request',
  'direction',
  'topic',
  'data',
  'reply',
  'latency',
  'state',
];

export const RIGHT: ReadonlySet<ReplyColumn> = new Set(['request', 'latency']);

/** On a phone a row is two lines: request, direction, state, reply, latency; then topic and correlation data. */
const PHONE_PLACES: Readonly<Record<ReplyColumn, string>> = {
  request: 'col-start-1 row-start-1',
  direction: 'col-start-2 row-start-1',
  state: 'col-start-3 row-start-1',
  reply: 'col-start-4 row-start-1',
  latency: 'col-start-5 row-start-1',
  topic: 'col-start-1 col-span-3 row-start-2',
  data: 'col-start-4 col-span-2 row-start-2',
};

/** Tracks fit the largest packet number. */
export function replyColumns(largest: number): ListColumns<ReplyColumn> {
  const number = Math.max(60, grouped(largest).length * CHARACTER + 18);
  const wide = {
    shown: SHOWN,
    tracks: `${number}px 52px minmax(0,1.2fr) minmax(0,1fr) ${number}px 72px 122px`,
  };
  return {
    wide,
    tight: wide,
    phone: {
      shown: SHOWN,
      tracks: `${number}px 48px minmax(0,1fr) ${number}px 78px`,
      places: PHONE_PLACES,
    },
  };
}
