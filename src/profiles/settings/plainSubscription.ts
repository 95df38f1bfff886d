import type { QoS } from '../../mqtt/tables/packet.ts';
import type { SubscriptionSetting } from './settings.ts';

/** A subscription with the options of SUBSCRIBE before MQTT 5 (3.8.3.1). */
export function plainSubscription(filter: string, qos: QoS): SubscriptionSetting {
  return { filter, qos, noLocal: false, retainAsPublished: false, retainHandling: 0 };
}
