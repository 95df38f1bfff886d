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

/** Families of the platform whose topics name the device that may use them, and after how many levels. */
const OWNED_FAMILIES = new Map([
  ['sys', 2],
  ['shadow', 3],
  ['ota', 4],
]);

/**
 * Whether a topic name or filter reaches beyond the device's own topics in one of the platform's
 * families, such as `/sys/{productKey}/{deviceName}/…`. Wildcards in place of the names do.
 */
export function reachesOtherDevices(topic: string, device: DeviceName): boolean {
  const levels = topic.replace(/^\$share\/[^/]*\//, '').split('/');
  const at = levels[0] === '' ? OWNED_FAMILIES.get(levels[1] ?? '') : undefined;
  if (at === undefined) return false;
  return levels[at] !== device.productKey || levels[at + 1] !== device.deviceName;
}
