/** Topic filters that a device needs for receiving replies and calls. */
import { requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { covers } from '../../../broker/core/memory/filterSets.ts';

/** Fewer than the eight that a SUBSCRIBE may contain on the platform. */
function replyFilters(device: DeviceName): readonly string[] {
  return [
    `${requestTopic(device, 'event-post', '+')}_reply`,
    requestTopic(device, 'property-set'),
    requestTopic(device, 'service', '+'),
    requestTopic(device, 'rrpc', '+'),
    requestTopic(device, 'ntp').replace(/request$/, 'response'),
    requestTopic(device, 'shadow').replace('/update/', '/get/'),
  ];
}

/** Filters that none of the listed ones covers. */
export function missingFilters(device: DeviceName, listed: readonly string[]): readonly string[] {
  return replyFilters(device).filter((filter) => !listed.some((known) => covers(known, filter)));
}
