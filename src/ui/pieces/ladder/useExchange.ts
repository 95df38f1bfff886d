import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';

export type ShownExchange =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  /** The exchange of the selected packet is no longer known. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'there'; readonly detail: ExchangeDetail };

/** The selected exchange, or that of the selected packet. */
export function useExchange(connectionId: string): ShownExchange {
  const { exchange, packet } = useSelection(connectionId);
  const wanted =
    exchange !== undefined ? { exchange } : packet !== undefined ? { packet } : undefined;
  const reply = useWindowPart(connectionId, 'exchange', wanted);
  if (wanted === undefined) return { kind: 'none' };
  if (reply === null) return { kind: 'gone' };
  // The previous exchange stays on screen until the answer arrives, which takes a frame.
  return reply === undefined ? { kind: 'loading' } : { kind: 'there', detail: reply };
}
