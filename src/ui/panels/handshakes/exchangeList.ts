/** List of exchanges, newest first, and its request to the worker. */

import type { WindowReply, WindowRequest } from '../../../engine/capture/window.ts';
import type { ExchangeRow, ExchangeShow } from '../../../engine/exchanges/exchange.ts';
import { indexAt, rowAt, wantedRows } from '../../kit/rows/newestFirst.ts';

export interface ExchangeList {
  /** Rows in the list. */
  readonly count: number;
  /** With those that were forgotten, which are the oldest. */
  readonly total: number;
  /** The row at an index of the list; undefined until the worker has answered. */
  readonly row: (index: number) => ExchangeRow | undefined;
  /** Index of an exchange; undefined where it is not among the rows at hand and cannot be told. */
  readonly indexOf: (exchange: number) => number | undefined;
}

const NOTHING = { rows: [], first: 0, total: 0, forgotten: 0 };

/** A reply may belong to the previous filters. Nothing is known then. */
export function exchangeList(
  reply: WindowReply['exchanges'],
  show: ExchangeShow,
  search: string,
): ExchangeList {
  const fits = reply !== undefined && reply.show === show && reply.search === search;
  const part = fits ? reply : NOTHING;
  const { rows, total, forgotten } = part;
  const known = rows[0];
  return {
    count: total - forgotten,
    total,
    row: (index) => rowAt(part, index),
    indexOf: (exchange) => {
      const place = rows.findIndex((row) => row.exchange === exchange);
      if (place >= 0) return indexAt(part, place);
      // Among all, numbers count up by one without a gap.
      if (known === undefined || show !== 'all' || search !== '') return undefined;
      const index = indexAt(part, exchange - known.exchange);
      return index >= 0 && index < total - forgotten ? index : undefined;
    },
  };
}

export function wantedExchanges(
  { total }: ExchangeList,
  from: number,
  to: number,
  show: ExchangeShow,
  search: string,
): NonNullable<WindowRequest['exchanges']> {
  return { ...wantedRows(total, from, to), show, search };
}
