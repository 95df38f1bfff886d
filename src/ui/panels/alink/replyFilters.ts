/** Topic filters that a device needs for receiving replies and calls. */
import { requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { covers } from '../../../broker/core/memory/filterSets.ts';
import type { SubscriptionStatus } from '../../../connection/protocol/protocol.ts';

/** Fewer than the eight that a SUBSCRIBE may contain on the platform. */
export function replyFilters(device: DeviceName): readonly string[] {
  return [
    `${requestTopic(device, 'event-post', '+')}_reply`,
    requestTopic(device, 'property-set'),
    requestTopic(device, 'service', '+'),
    requestTopic(device, 'rrpc', '+'),
    requestTopic(device, 'ntp').replace(/request$/, 'response'),
    requestTopic(device, 'shadow').replace('/update/', '/get/'),
  ];
}

/**
 * Filters without any subscription, whatever its state: rejected ones are not requested again automatically.
 */
export function missingFilters(
  device: DeviceName,
  subscriptions: readonly SubscriptionStatus[],
): readonly string[] {
  return replyFilters(device).filter(
    (filter) => !subscriptions.some(({ subscription }) => covers(subscription.filter, filter)),
  );
}
