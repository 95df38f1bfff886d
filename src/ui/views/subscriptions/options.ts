/** What a subscription asks for beside its filter. */
import type { SubscriptionSetting } from '../../../profiles/settings.ts';

export type Options = Omit<SubscriptionSetting, 'filter'>;

export const FIRST: Options = {
  qos: 0,
  noLocal: false,
  retainAsPublished: false,
  retainHandling: 0,
};

/** As they stand in a list of choices. */
export const LEVELS = { '0': 0, '1': 1, '2': 2 } as const;
