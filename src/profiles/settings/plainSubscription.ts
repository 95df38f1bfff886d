import type { QoS } from '../../mqtt/tables/packet.ts';
import type { SubscriptionSetting } from './settings.ts';

/**
 * A subscription with the default options. Before MQTT 5, SUBSCRIBE has none of them (3.8.3.1). With Retain As
 * Published, each message has the RETAIN flag of its publisher.
 */
export function plainSubscription(filter: string, qos: QoS): SubscriptionSetting {
  return { filter, qos, noLocal: false, retainAsPublished: true, retainHandling: 0 };
}

/**
 * The subscription of a new draft. In MQTT 5 it is made a second time with a higher QoS, once the retained
 * messages have arrived (`raisedQoS.ts`).
 */
export const UNTOUCHED: SubscriptionSetting = { ...plainSubscription('#', 0), isUntouched: true };

/** The same subscription as chosen by the user: its QoS stays. */
export function touched({
  isUntouched: _isUntouched,
  ...setting
}: SubscriptionSetting): SubscriptionSetting {
  return setting;
}
