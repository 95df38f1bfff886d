/** Lists the exchanges in flight: which side owes the next packet, and since when. */

import { type Direction, otherWay } from '../log/columns/direction.ts';
import type { Streams } from '../streams/streams.ts';
import type {
  ExchangeDetail,
  InFlightReply,
  InFlightRequest,
  InFlightRow,
  ReceiveGauge,
} from './exchange.ts';
import type { ExchangeBook } from './exchangeBook.ts';
import { AWAITS_PUBCOMP, AWAITS_PUBREL } from './exchangeColumns.ts';
import type { Place } from './exchangeStore.ts';

interface Waiting {
  readonly exchange: number;
  readonly since: number;
}

/** @param now µs since the capture's origin */
export function inFlight(
  book: ExchangeBook,
  streams: Streams,
  { count, stuckAfter }: InFlightRequest,
  now: number,
): InFlightReply {
  let stuck = 0;
  let total = 0;
  let longest: Waiting[] = [];
  for (const exchange of book.lists.open) {
    const place = book.store.place(exchange);
    if (place === undefined) continue;
    const since = place.columns.last[place.index] ?? 0;
    total += 1;
    if (now - since > stuckAfter) stuck += 1;
    longest.push({ exchange, since });
    // Sorts rarely, and only a few at a time.
    if (longest.length >= 2 * count + 64) longest = longestOf(longest, count);
  }
  const rows = longestOf(longest, count).flatMap(({ exchange, since }): InFlightRow[] => {
    const place = book.store.place(exchange);
    const row = book.row(exchange);
    if (place === undefined || row === undefined) return [];
    const hasAuthMethod = streams.remembered(row.stream)?.hasAuthMethod ?? false;
    const lastWay = () => book.store.lastStep(exchange)?.direction;
    const { packetTypes, from } = awaitedBy(place, lastWay, hasAuthMethod);
    return [{ row, owedBy: from, awaited: packetTypes, since, stuck: now - since > stuckAfter }];
  });
  return { total, stuck, rows, gauges: gaugesOf(streams) };
}

function longestOf(waiting: readonly Waiting[], count: number): Waiting[] {
  return waiting.toSorted((a, b) => a.since - b.since || a.exchange - b.exchange).slice(0, count);
}

/** Gauges of the newest open connection. */
function gaugesOf(streams: Streams): InFlightReply['gauges'] {
  const stream = streams.current.at(-1);
  const gauge = (used: number, announced: number | undefined): ReceiveGauge => ({
    used,
    maximum: stream?.version === 5 ? announced : undefined,
  });
  const flow = stream?.session.flow;
  return {
    out: gauge(flow?.of('out').counted ?? 0, stream?.connack?.limits.receiveMaximum ?? 65_535),
    in: gauge(flow?.of('in').counted ?? 0, stream?.connect?.limits.receiveMaximum ?? 65_535),
  };
}

/**
 * Packets that an open exchange waits for (4.3, 4.12), and their sender.
 * @param lastWay direction of its last packet
 * @param hasAuthMethod true if the CONNECT of its stream names one, so AUTH is possible
 */
export function awaitedBy(
  { columns, index }: Place,
  lastWay: () => Direction | undefined,
  hasAuthMethod: boolean,
): NonNullable<ExchangeDetail['awaited']> {
  const direction = columns.direction(index);
  const answer = otherWay(direction);
  switch (columns.kind(index)) {
    case 'publish':
      if (columns.has(index, AWAITS_PUBREL)) return { packetTypes: [6], from: direction };
      if (columns.has(index, AWAITS_PUBCOMP)) return { packetTypes: [7], from: answer };
      return { packetTypes: [columns.qos(index) === 2 ? 5 : 4], from: answer };
    case 'connect':
      if (lastWay() === 'in') return { packetTypes: [15], from: 'out' };
      return { packetTypes: hasAuthMethod ? [2, 15] : [2], from: 'in' };
    case 'subscribe':
      return { packetTypes: [9], from: answer };
    case 'unsubscribe':
      return { packetTypes: [11], from: answer };
    case 'ping':
      return { packetTypes: [13], from: answer };
    case 'auth':
      return { packetTypes: [15], from: otherWay(lastWay() ?? direction) };
  }
}
