/** Options of a subscription besides its filter. */
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import type { PropertyRow } from '../../../profiles/settings/propertyRow.ts';
import type { SubscriptionSetting } from '../../../profiles/settings/settings.ts';
import { perConnection } from '../../session/connection/perConnection.ts';

/** `rows`: its properties as typed. `isWrong`: they are invalid. */
export type Options = Omit<SubscriptionSetting, 'filter'> & {
  readonly rows?: readonly PropertyRow[];
  readonly isWrong?: boolean;
};

export interface OptionsProps {
  readonly options: Options;
  readonly onChange: (options: Options) => void;
}

const { filter: _filter, ...FIRST } = plainSubscription('', 0);

/** Input of the form, which outlives it when the form moves to its single-column place. */
export const typed = perConnection<{
  readonly filter: string;
  /** The text has one filter a line, because several lines were pasted. */
  readonly isMany: boolean;
  readonly options: Options;
  readonly isOpen: boolean;
}>({ filter: '', isMany: false, options: FIRST, isOpen: false });

/** Values for a list of choices. */
export const LEVELS = { '0': 0, '1': 1, '2': 2 } as const;
