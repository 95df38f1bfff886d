/** Answers a window's requests about exchanges. */
import type { ExchangeReplies, ExchangeRequests } from './exchange.ts';
import { type DetailSources, exchangeDetail } from './exchangeDetail.ts';
import type { Exchanges } from './exchanges.ts';
import { inFlight } from './inFlight.ts';

/** @param now µs since the capture's origin */
export function exchangeReplies(
  exchanges: Exchanges,
  sources: DetailSources,
  request: ExchangeRequests,
  now: number,
): ExchangeReplies {
  const { book, log, streams } = sources;
  const asked = request.exchange;
  const number =
    asked && ('exchange' in asked ? asked.exchange : (log.row(asked.packet)?.exchange ?? 0));
  return {
    ...(request.exchanges && { exchanges: exchanges.list(request.exchanges) }),
    ...(number !== undefined && {
      exchange: exchangeDetail(sources, number) ?? null,
    }),
    ...(request.inFlight && { inFlight: inFlight(book, streams, request.inFlight, now) }),
    ...(request.latency && { latency: exchanges.latency(request.latency) }),
  };
}
