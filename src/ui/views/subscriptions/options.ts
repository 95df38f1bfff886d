/** What a subscription asks for beside its filter. */
import type { SubscriptionSetting } from '../../../profiles/settings.ts';

/** `isWrong`: what is typed of its properties is none. */
export type Options = Omit<SubscriptionSetting, 'filter'> & { readonly isWrong?: boolean };

export const FIRST: Options = {
  qos: 0,
  noLocal: false,
  retainAsPublished: false,
  retainHandling: 0,
};

/** As they stand in a list of choices. */
export const LEVELS = { '0': 0, '1': 1, '2': 2 } as const;
