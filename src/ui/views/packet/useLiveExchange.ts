import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useWindowPart } from '../../session/useWindowPart.ts';

/** An exchange, requested again while it is open. */
export function useLiveExchange(
  connectionId: string,
  first: ExchangeDetail | undefined,
): ExchangeDetail | undefined {
  const isOpen = first?.row.state === 'open';
  const news = useWindowPart(
    connectionId,
    'exchange',
    isOpen ? { exchange: first.row.exchange } : undefined,
  );
  return news && news.row.exchange === first?.row.exchange ? news : first;
}
