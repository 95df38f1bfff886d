/** Explains the QoS of a received message as a fact, limited to what is visible to this side. */
import type { Delivery } from '../../../engine/exchanges/exchange.ts';

export type DeliveryFact =
  /** Published here with a higher QoS than was granted, or with a lower one; the lower of both is delivered. */
  | {
      readonly key: 'qos-known';
      readonly qos: number;
      readonly published: { readonly packet: number; readonly qos: number };
      readonly granted: number;
    }
  /** Delivered below the granted QoS, so it was published with this QoS. */
  | { readonly key: 'qos-published-lower'; readonly qos: number; readonly granted: number }
  /** Delivered as granted: it was published with that or more. */
  | { readonly key: 'qos-granted'; readonly qos: number; readonly granted: number }
  /** Published here with a lower QoS than that of its delivery. */
  | {
      readonly key: 'qos-above-published';
      readonly qos: number;
      readonly published: { readonly packet: number; readonly qos: number };
    }
  | { readonly key: 'qos-above-granted'; readonly qos: number; readonly granted: number }
  | { readonly key: 'qos-alone'; readonly qos: number };

export function qosFact({ qos, subscriptions, published }: Delivery): DeliveryFact {
  const granted = subscriptions.map((one) => one.grantedQos).filter((one) => one <= 2);
  const isRaised = published !== undefined && published.qos < qos;
  if (isRaised && (granted.length === 0 || qos <= Math.max(...granted))) {
    return { key: 'qos-above-published', qos, published };
  }
  if (granted.length === 0) return { key: 'qos-alone', qos };
  // With several matching subscriptions, a copy may be sent for any of them.
  const most = Math.max(...granted);
  if (qos > most) return { key: 'qos-above-granted', qos, granted: most };
  if (published !== undefined) return { key: 'qos-known', qos, published, granted: most };
  if (granted.includes(qos)) return { key: 'qos-granted', qos, granted: qos };
  return { key: 'qos-published-lower', qos, granted: most };
}
