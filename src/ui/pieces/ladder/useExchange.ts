import { useState } from 'react';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';

export type ShownExchange =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  /** The exchange of the selected packet is no longer known. */
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'there';
      readonly detail: ExchangeDetail;
      /** The selected packet has no exchange. */
      readonly isInstead: boolean;
    };

/**
 * The selected exchange, or that of the selected packet.
 * @param instead a packet whose exchange is shown if the selected packet has none, such as a message at QoS 0
 */
export function useExchange(connectionId: string, instead: number | undefined): ShownExchange {
  const { exchange, packet } = useSelection(connectionId);
  const isInstead = useHasNone(connectionId) && instead !== undefined;
  const number = isInstead ? instead : packet;
  const wanted =
    exchange !== undefined ? { exchange } : number !== undefined ? { packet: number } : undefined;
  const reply = useWindowPart(connectionId, 'exchange', wanted);
  if (wanted === undefined) return { kind: 'none' };
  if (reply === null) return { kind: 'gone' };
  // The previous exchange stays on screen until the answer arrives, which takes a frame.
  return reply === undefined ? { kind: 'loading' } : { kind: 'there', detail: reply, isInstead };
}

/** True if the selected packet belongs to no exchange. It is requested once, because it may be large. */
function useHasNone(connectionId: string): boolean {
  const { exchange, packet } = useSelection(connectionId);
  const [seen, setSeen] = useState<{ readonly packet: number; readonly has: boolean }>();
  const isKnown = seen !== undefined && seen.packet === packet;
  const isAsked = exchange === undefined && !isKnown;
  const detail = useWindowPart(connectionId, 'packet', isAsked ? packet : undefined);
  if (isAsked && detail && detail.row.number === packet)
    setSeen({ packet, has: detail.exchange !== undefined });
  return exchange === undefined && isKnown && !seen.has;
}
