/** What the list of exchanges holds, newest first, and what it asks the worker for. */

import type { WindowReply, WindowRequest } from '../../../engine/capture/window.ts';
import type { ExchangeRow, ExchangeShow } from '../../../engine/exchanges/exchange.ts';

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

/** The reply may answer the choice before this one: then nothing is known yet. */
export function exchangeList(
  reply: WindowReply['exchanges'],
  show: ExchangeShow,
  search: string,
): ExchangeList {
  const fits = reply !== undefined && reply.show === show && reply.search === search;
  const { rows, first, total, forgotten } = fits ? reply : NOTHING;
  // Positions count the oldest first.
  const indexAt = (place: number): number => total - 1 - first - place;
  const known = rows[0];
  return {
    count: total - forgotten,
    total,
    row: (index) => rows[total - 1 - index - first],
    indexOf: (exchange) => {
      const place = rows.findIndex((row) => row.exchange === exchange);
      if (place >= 0) return indexAt(place);
      // Among all, numbers count up by one without a gap.
      if (known === undefined || show !== 'all' || search !== '') return undefined;
      const index = indexAt(exchange - known.exchange);
      return index >= 0 && index < total - forgotten ? index : undefined;
    },
  };
}

/** Rows asked for beyond those drawn, while the newest are shown. */
const SPARE = 8;

export function wantedExchanges(
  { total }: ExchangeList,
  from: number,
  to: number,
  show: ExchangeShow,
  search: string,
): NonNullable<WindowRequest['exchanges']> {
  const rows = Math.max(to - from, 24) + SPARE;
  if (from === 0) return { first: 0, count: rows, tail: true, show, search };
  return { first: Math.max(0, total - to), count: Math.max(to - from, 1), show, search };
}
