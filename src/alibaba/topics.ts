/** How far a device's topics reach; what they mean says `alink/alinkTopic.ts`. */
import type { DeviceName } from './identity.ts';

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
