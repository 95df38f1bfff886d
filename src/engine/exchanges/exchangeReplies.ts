/** Answers a window's requests about exchanges. */
import type { ProblemSeverity } from '../findings/problem.ts';
import type { ExchangeReplies, ExchangeRequests, ExchangesReply } from './exchange.ts';
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
    ...(request.exchanges && {
      exchanges: withWarnings(sources, exchanges.list(request.exchanges)),
    }),
    ...(number !== undefined && {
      exchange: exchangeDetail(sources, number) ?? null,
    }),
    ...(request.inFlight && { inFlight: inFlight(book, streams, request.inFlight, now) }),
    ...(request.latency && { latency: exchanges.latency(request.latency) }),
  };
}

function withWarnings(sources: DetailSources, reply: ExchangesReply): ExchangesReply {
  const rows = reply.rows.map((row) =>
    row.hasProblem && hasOnlyWarnings(sources, row.exchange)
      ? { ...row, isWarning: true as const }
      : row,
  );
  return { ...reply, rows };
}

/** False also if the packets with problems are no longer held. */
function hasOnlyWarnings({ book, log, found }: DetailSources, exchange: number): boolean {
  const severities = new Set<ProblemSeverity>();
  book.store.eachPacket(exchange, (packet) => {
    if (log.row(packet)?.hasProblem !== true) return;
    const its = found(packet);
    // A packet without findings has malformed bytes.
    if (its.length === 0) severities.add('error');
    for (const { severity } of its) severities.add(severity);
  });
  return severities.has('warn') && !severities.has('error');
}
