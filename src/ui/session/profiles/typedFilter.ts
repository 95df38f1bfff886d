/** Treats a filter that is typed and not added yet as added. */
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import type { SubscriptionSetting } from '../../../profiles/settings/settings.ts';
import type { Draft } from './draft.ts';

/** The list, with the typed filter instead of an equal one. */
export function subscriptionsOf({
  subscriptions,
  typedFilter,
}: Pick<Draft, 'subscriptions' | 'typedFilter'>): readonly SubscriptionSetting[] {
  if (typedFilter === undefined || typedFilter.filter === '') return subscriptions;
  const { filter, qos } = typedFilter;
  return [...subscriptions.filter((one) => one.filter !== filter), plainSubscription(filter, qos)];
}

/** The draft with the typed filter in its list. The same draft if none is typed. */
export function settled(draft: Draft): Draft {
  const subscriptions = subscriptionsOf(draft);
  if (subscriptions === draft.subscriptions) return draft;
  // The next filter is likely to use the same QoS.
  return { ...draft, subscriptions, typedFilter: { filter: '', qos: draft.typedFilter?.qos ?? 0 } };
}
