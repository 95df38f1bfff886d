/** Topic filters of a device, after its tab was changed to another device. */
import type { ConnectionSettings } from './settings.ts';

type SignIn = ConnectionSettings['signIn'];
type Subscriptions = ConnectionSettings['subscriptions'];

/**
 * The platform refuses topics of other devices, so the previous device's topics are changed to the new
 * device's. Returns the same list if there is nothing to change.
 */
export function filtersOfDevice(
  subscriptions: Subscriptions,
  before: SignIn | undefined,
  now: SignIn,
): Subscriptions {
  if (before?.kind !== 'alibaba' || now.kind !== 'alibaba') return subscriptions;
  const [old, own] = [levelsOf(before), levelsOf(now)];
  if (old === own || !subscriptions.some(({ filter }) => `${filter}/`.includes(old))) {
    return subscriptions;
  }
  const moved = new Map(
    subscriptions.map((subscription) => {
      const filter = `${subscription.filter}/`.replaceAll(old, () => own).slice(0, -1);
      return [filter, { ...subscription, filter }];
    }),
  );
  return [...moved.values()];
}

const levelsOf = ({ productKey, deviceName }: { productKey: string; deviceName: string }): string =>
  `/${productKey}/${deviceName}/`;
