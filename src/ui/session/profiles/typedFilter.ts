/** Filters that a draft subscribes to: its list, the filter that is typed and not added yet, and the untouched `#`. */
import { parseAddress } from '../../../profiles/addresses/address.ts';
import { takesEverything } from '../../../profiles/addresses/everything.ts';
import type { PageOrigin } from '../../../profiles/addresses/host.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import type { SubscriptionSetting } from '../../../profiles/settings/settings.ts';
import type { Draft } from './draft.ts';

type Filters = Pick<Draft, 'mode' | 'subscriptions' | 'typedFilter' | 'url'>;

/** The list, with the typed filter instead of an equal one. The untouched `#` gives way to any other filter. */
export function subscriptionsOf(draft: Filters, page: PageOrigin): readonly SubscriptionSetting[] {
  const { subscriptions, typedFilter } = draft;
  const chosen = subscriptions.filter((one) => one.isUntouched !== true);
  if (typedFilter !== undefined && typedFilter.filter !== '') {
    const { filter, qos } = typedFilter;
    return [...chosen.filter((one) => one.filter !== filter), plainSubscription(filter, qos)];
  }
  return chosen.length === 0 && mayTakeAll(draft, page) ? subscriptions : chosen;
}

/** The part of `subscriptionsOf` that is in the draft's list. */
export function listedOf(draft: Filters, page: PageOrigin): readonly SubscriptionSetting[] {
  const all = subscriptionsOf(draft, page);
  return draft.subscriptions.filter((one) => all.includes(one));
}

/** False if the broker is known to refuse a subscription to `#`, like the platform of a device. */
export function mayTakeAll({ mode, url }: Pick<Draft, 'mode' | 'url'>, page: PageOrigin): boolean {
  return mode === 'password' && takesEverything(parseAddress(url, page).host);
}

/** The draft with the typed filter in its list. The same draft if none is typed. */
export function settled(draft: Draft, page: PageOrigin): Draft {
  const { typedFilter } = draft;
  if (typedFilter === undefined || typedFilter.filter === '') return draft;
  const subscriptions = subscriptionsOf(draft, page);
  // The next filter is likely to use the same QoS.
  return { ...draft, subscriptions, typedFilter: { filter: '', qos: typedFilter.qos } };
}
