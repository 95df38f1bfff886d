/** The platform's topics of one device. */
import type { DeviceName } from './identity.ts';

/** Where a device reports its properties. */
export function propertyPostTopic({ productKey, deviceName }: DeviceName): string {
  return `/sys/${productKey}/${deviceName}/thing/event/property/post`;
}

/** Where the platform answers a report. */
export function propertyPostReplyTopic(device: DeviceName): string {
  return `${propertyPostTopic(device)}_reply`;
}
