/** Finds the packets that an open exchange waits for (4.3, 4.12), and their sender. */
import { type Direction, otherWay } from '../log/columns/direction.ts';
import type { ExchangeDetail } from './exchange.ts';
import { AWAITS_PUBCOMP, AWAITS_PUBREL } from './exchangeColumns.ts';
import type { Place } from './exchangeStore.ts';

/**
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
