import type { QoS } from '../../mqtt/tables/packet.ts';
import type { SubscriptionSetting } from './settings.ts';

/**
 * A subscription with the default options. Before MQTT 5, SUBSCRIBE has none of them (3.8.3.1). With Retain As
 * Published, each message has the RETAIN flag of its publisher.
 */
export function plainSubscription(filter: string, qos: QoS): SubscriptionSetting {
  return { filter, qos, noLocal: false, retainAsPublished: true, retainHandling: 0 };
}
