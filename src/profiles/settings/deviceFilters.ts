/** Topic filters of a device, after its tab was changed to another device. */
import type { ConnectionSettings } from './settings.ts';

type SignIn = ConnectionSettings['signIn'];
type Subscriptions = ConnectionSettings['subscriptions'];

interface Names {
  readonly productKey: string;
  readonly deviceName: string;
}

/**
 * The platform refuses topics of other devices and products, so the previous device's topics are changed to
 * the new device's. Returns the same list if there is nothing to change.
 * @param before undefined for the first connection, such as that of a changed profile
 */
export function filtersOfDevice(
  subscriptions: Subscriptions,
  before: SignIn | undefined,
  now: SignIn,
): Subscriptions {
  if (now.kind !== 'alibaba') return subscriptions;
  const old = before === undefined ? onlyDeviceIn(subscriptions, now) : before;
  if (old === undefined || !('productKey' in old)) return subscriptions;
  const moved = new Map(
    subscriptions.map((subscription) => {
      const filter = movedFilter(subscription.filter, old, now);
      return [filter, { ...subscription, filter }];
    }),
  );
  return subscriptions.every(({ filter }) => moved.has(filter))
    ? subscriptions
    : [...moved.values()];
}

function movedFilter(filter: string, old: Names, now: Names): string {
  const ofProduct = `/broadcast/${old.productKey}/`;
  if (filter.startsWith(ofProduct)) {
    return `/broadcast/${now.productKey}/${filter.slice(ofProduct.length)}`;
  }
  return `${filter}/`.replaceAll(levelsOf(old), () => levelsOf(now)).slice(0, -1);
}

const levelsOf = ({ productKey, deviceName }: Names): string => `/${productKey}/${deviceName}/`;

/** Filters of one device: the platform's topics, and custom ones below `user`. */
const OF_DEVICE =
  /^(?:\/ext\/rrpc\/\+)?\/(?:(?:sys|shadow\/(?:get|update)|ota\/device\/\w+|ext\/\w+)\/([^/+#]+)\/([^/+#]+)(?:\/|$)|([^/+#]+)\/([^/+#]+)\/user\/)/;

/** The device of all filters that name one. A gateway's filters name several, or the gateway itself. */
function onlyDeviceIn(subscriptions: Subscriptions, own: Names): Names | undefined {
  const found = new Map<string, Names>();
  for (const { filter } of subscriptions) {
    const [, a, b, c, d] = OF_DEVICE.exec(filter) ?? [];
    const [productKey = c, deviceName = d] = [a, b];
    if (productKey === undefined || deviceName === undefined) continue;
    found.set(levelsOf({ productKey, deviceName }), { productKey, deviceName });
  }
  const [only] = found.values();
  return found.size === 1 && !found.has(levelsOf(own)) ? only : undefined;
}
