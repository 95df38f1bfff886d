import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';

/**
 * An exchange, requested again while it is open.
 * @param withheld number of a packet that was never on the wire: its exchange is that of the packets around it
 */
export function useLiveExchange(
  connectionId: string,
  first: ExchangeDetail | undefined,
  withheld?: number,
): ExchangeDetail | undefined {
  const isOpen = first?.row.state === 'open';
  const wanted = isOpen
    ? { exchange: first.row.exchange }
    : first === undefined && withheld !== undefined
      ? { packet: withheld }
      : undefined;
  const news = useWindowPart(connectionId, 'exchange', wanted);
  if (wanted === undefined || !news) return first;
  const isOfPacket = news.treated.some(({ packet }) => packet === withheld);
  return news.row.exchange === first?.row.exchange || isOfPacket ? news : first;
}
