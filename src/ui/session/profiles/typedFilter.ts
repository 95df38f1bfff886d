/** Filters that a draft subscribes to: its list, the filter that is typed and not added yet, and the untouched `#`. */
import type { ProtocolVersion, QoS } from '../../../mqtt/tables/packet.ts';
import { parseAddress } from '../../../profiles/addresses/address.ts';
import { takesEverything } from '../../../profiles/addresses/everything.ts';
import type { PageOrigin } from '../../../profiles/addresses/host.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import type { SubscriptionSetting } from '../../../profiles/settings/settings.ts';
import { topicFilterErrorText } from '../../kit/language/topicErrorText.ts';
import type { Draft } from './draft.ts';

type Filters = Pick<Draft, 'mode' | 'subscriptions' | 'typedFilter' | 'url'>;

/** The list, with the typed filter instead of an equal one. The untouched `#` gives way to any other filter. */
export function subscriptionsOf(draft: Filters, page: PageOrigin): readonly SubscriptionSetting[] {
  const { subscriptions, typedFilter } = draft;
  if (typedFilter !== undefined && typedFilter.filter !== '')
    return withFilters(subscriptions, [typedFilter.filter], typedFilter.qos);
  const chosen = subscriptions.filter((one) => one.isUntouched !== true);
  return chosen.length === 0 && mayTakeAll(draft, page) ? subscriptions : chosen;
}

/** The subscriptions with others added, which replace equal filters and the untouched `#`. */
export function withFilters(
  subscriptions: readonly SubscriptionSetting[],
  filters: readonly string[],
  qos: QoS,
): readonly SubscriptionSetting[] {
  const added = new Set(filters);
  const others = subscriptions.filter((one) => one.isUntouched !== true && !added.has(one.filter));
  return [...others, ...filters.map((filter) => plainSubscription(filter, qos))];
}

/** The errors of invalid filters, in the current language. */
export function filterErrors(
  subscriptions: readonly SubscriptionSetting[],
  version: ProtocolVersion,
): Map<string, string> {
  const errors = new Map<string, string>();
  for (const { filter } of subscriptions) {
    const error = topicFilterErrorText(filter, version);
    if (error !== undefined) errors.set(filter, error);
  }
  return errors;
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
