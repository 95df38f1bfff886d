/** List of exchanges, newest first, and its request to the worker. */

import type { ExchangeRow, ExchangeShow } from '../../../engine/exchanges/exchange.ts';
import type { WindowReply, WindowRequest } from '../../../engine/window/window.ts';
import type { ListPart } from '../../kit/rows/listPart.ts';
import { newestFirst, wantedRows } from '../../kit/rows/newestFirst.ts';

export interface ExchangeList {
  /** undefined: not loaded yet. */
  readonly part: ListPart<ExchangeRow> | undefined;
  /** Rows including the discarded ones, which are the oldest. */
  readonly total: number;
  /** Index of an exchange; undefined if it is not loaded and cannot be computed. */
  readonly indexOf: (exchange: number) => number | undefined;
}

/** A reply may belong to the previous filters. Nothing is known then. */
export function exchangeList(
  reply: WindowReply['exchanges'],
  show: ExchangeShow,
  search: string,
): ExchangeList {
  if (reply === undefined || reply.show !== show || reply.search !== search)
    return { part: undefined, total: 0, indexOf: () => undefined };
  const part = { ...newestFirst(reply), total: reply.total - reply.forgotten };
  const [newest] = part.rows;
  return {
    part,
    total: reply.total,
    indexOf: (exchange) => {
      const place = part.rows.findIndex((row) => row.exchange === exchange);
      if (place >= 0) return part.first + place;
      // Among all, numbers count up by one without a gap.
      if (newest === undefined || show !== 'all' || search !== '') return undefined;
      const index = part.first + newest.exchange - exchange;
      return index >= 0 && index < part.total ? index : undefined;
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
