/** A filter that is typed and not added yet counts as if it were. */
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import type { SubscriptionSetting } from '../../../profiles/settings/settings.ts';
import type { Draft } from './draft.ts';

/** The list, and the typed one in the place of what it has of the same filter. */
export function subscriptionsOf({
  subscriptions,
  typedFilter,
}: Pick<Draft, 'subscriptions' | 'typedFilter'>): readonly SubscriptionSetting[] {
  if (typedFilter === undefined || typedFilter.filter === '') return subscriptions;
  const { filter, qos } = typedFilter;
  return [...subscriptions.filter((one) => one.filter !== filter), plainSubscription(filter, qos)];
}

/** With it in the list. The same draft where none is typed. */
export function settled(draft: Draft): Draft {
  const subscriptions = subscriptionsOf(draft);
  if (subscriptions === draft.subscriptions) return draft;
  // The next one is likely to be asked for with the same QoS.
  return { ...draft, subscriptions, typedFilter: { filter: '', qos: draft.typedFilter?.qos ?? 0 } };
}
